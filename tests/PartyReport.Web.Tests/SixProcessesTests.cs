using System.Security.Cryptography.X509Certificates;
using PartyReport.FreePorts;
using PartyReport.SixProcesses;

namespace PartyReport.Web.Tests;

/// <summary>The same pages from the gateway of the six processes, by TLS as an operator sets it up.</summary>
public sealed class SixProcessesTests(Browser browser)
{
    [Fact]
    public async Task The_main_job_goes_the_whole_way_through_the_pages_of_the_gateway()
    {
        await using var fleet = new Fleet();
        await fleet.Up();
        var address = new Uri($"https://127.0.0.1:{Ports.Free()}");
        using var authority = await ServeByTls(fleet, address);

        await new Scenario(Product.At(address, authority, fleet.VerifierKey), browser).Run(scripts: false);
    }

    private static async Task<X509Certificate2> ServeByTls(Fleet fleet, Uri address)
    {
        var tls = Path.Combine(fleet.Folder, "tls");
        (await Shell.Run("deploy/local-ca.sh", [tls, address.Host])).OrThrow("local-ca.sh");
        await File.AppendAllLinesAsync(Path.Combine(fleet.Folder, "secrets", "gateway.env"),
        [
            $"export ASPNETCORE_URLS='{fleet.Address};{address}'",
            $"export Kestrel__Certificates__Default__Path={tls}/gateway.pem Kestrel__Certificates__Default__KeyPath={tls}/gateway.key",
        ]);
        await fleet.Kill("gateway");
        await fleet.Start("gateway");
        return X509CertificateLoader.LoadCertificateFromFile(Path.Combine(tls, "ca.pem"));
    }
}
