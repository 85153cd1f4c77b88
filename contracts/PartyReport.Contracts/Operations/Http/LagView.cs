namespace PartyReport.Contracts.Operations.Http;

/// <summary>Events of interest that are not there yet.</summary>
/// <param name="Events">How many.</param>
/// <param name="More">True: counting stopped here, there may be more.</param>
/// <param name="Seconds">Age of the oldest; 0 when there is none.</param>
public sealed record LagView(int Events, bool More, double Seconds);
