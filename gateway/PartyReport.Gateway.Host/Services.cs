using PartyReport.Web;

namespace PartyReport.Gateway.Host;

/// <summary>The pages' connections to the five services.</summary>
internal static class Services
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Connections Connect(IServiceProvider provider, Settings settings)
    {
        var clients = settings.Services.ToDictionary(
            s => s.Key, s => new HttpClient(new TokenHandler(provider, s.Key, s.Value, Resilience.To(provider, s.Key))) { Timeout = Patience });
        return new Connections(service => clients[service]);
    }
}
