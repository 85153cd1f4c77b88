using PartyReport.Compliance;

namespace PartyReport.Eventing.Tests;

public sealed class RabbitMqTransportTests : OperatorCompliance
{
    private readonly BrokerRig _rig = new();

    protected override EventLog Writer => _rig.Writer;
    protected override EventLog Reader => _rig.Reader;

    protected override ServiceEventing Operated => _rig.Operated;

    protected override string Heard => string.Join(" | ", _rig.Heard.TakeLast(40));

    protected override Task HoldNoted(Session session) => session.Execute("lock table noted in share row exclusive mode");

    protected override Task Make() => _rig.Make(React);

    protected override Task MakeNoted() => _rig.MakeNoted();

    protected override Task StartReader() => _rig.StartReader();

    protected override Task StopReader() => _rig.StopReader();

    protected override ValueTask Drop() => _rig.DisposeAsync();
}
