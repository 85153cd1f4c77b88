using System.Reflection;
using MassTransit;

namespace PartyReport.Eventing;

/// <summary>
/// Makes each queue look for a lost broker every second. The library waits longer with every attempt, up to half a minute
/// after the broker is back, and has no setting for it; stopping and connecting its endpoints anew left some of them deaf
/// under load. So its policy is replaced where it is kept, and a version that keeps it elsewhere does not start.
/// </summary>
internal static class Reconnection
{
    private const string Kept = "<ReceiveTransportRetryPolicy>k__BackingField";
    private const BindingFlags Anywhere = BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public;

    // The library keeps an array of this length, and begins anew after its end.
    private const int Attempts = 10_000;
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    public static void EverySecond(IRabbitMqBusFactoryConfigurator bus)
    {
        var (host, kept) = Candidates(bus).FirstOrDefault();
        if (kept is null) throw new NotSupportedException("This version of MassTransit keeps its reconnection policy elsewhere.");
        kept.SetValue(host, Retry.CreatePolicy(retry => retry.Interval(Attempts, Every)));
    }

    private static IEnumerable<(object Host, FieldInfo Kept)> Candidates(object configurator) =>
        from field in Chain(configurator.GetType()).SelectMany(t => t.GetFields(Anywhere))
        let host = field.GetValue(configurator)
        where host is not null
        let kept = Chain(host.GetType()).Select(t => t.GetField(Kept, Anywhere | BindingFlags.DeclaredOnly)).OfType<FieldInfo>().FirstOrDefault()
        where kept is not null
        select (host, kept);

    private static IEnumerable<Type> Chain(Type? type)
    {
        for (; type is not null; type = type.BaseType) yield return type;
    }
}
