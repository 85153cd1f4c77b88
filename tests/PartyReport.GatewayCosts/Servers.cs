using System.Globalization;

namespace PartyReport.GatewayCosts;

internal static class Servers
{
    /// <summary>A web application on the loopback address that tells warnings only: a line a request would be what is measured.</summary>
    public static WebApplicationBuilder Quiet(int port)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseUrls(Address(port));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        return builder;
    }

    public static string Address(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
}
