namespace PartyReport.Gateway.Tests;

/// <summary>Wrong settings end the process with 2 and one line each, all at once; nothing is served.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly string _folder = System.IO.Directory.CreateTempSubdirectory("gateway-").FullName;

    [Fact]
    public async Task Everything_that_is_missing_is_told_at_once()
    {
        var ended = await GatewayProcess.Run(new Dictionary<string, string>());

        ended.Code.ShouldBe(2);
        foreach (var setting in new[] { "Data:Folder", "Tokens:SigningKeyFile", "Services:Directory", "Services:Drafting", "Services:Review", "Services:Archive", "Services:Notification" })
            ended.Error.ShouldContain($"{setting} is missing");
    }

    [Theory]
    [InlineData("Services:Review", "review:80", "Services:Review: review:80 is no http address.")]
    [InlineData("Services:Revue", "http://127.0.0.1:1", "Services:Revue is not a setting")]
    [InlineData("Tokens:GatewayKeyFile", "x", "It knows Tokens:SigningKeyFile, Tokens:PublicKeyFile, Tokens:RotateHours.")]
    [InlineData("Tokens:RotateHours", "soon", "Tokens:RotateHours is no number")]
    [InlineData("Limits:RequestsPerSecond", "-1", "Limits:RequestsPerSecond is no number")]
    [InlineData("Proxies:Known", "10.0.0.1, proxy", "Proxies:Known: proxy is neither an address nor a network")]
    [InlineData("Proxies:Known", "127.0.0.1", "Demo:County: accounts without a password do not go with a proxy in front")]
    [InlineData("Demo:County", "perhaps", "Demo:County is neither true nor false")]
    [InlineData("Tokens:SigningKeyFile", "/nowhere/tokens.pem", "Tokens:SigningKeyFile: ")]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:0", "outside loopback the gateway serves https only")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:0;http://*:0", "outside loopback the gateway serves https only")]
    [InlineData("ASPNETCORE_URLS", "https://0.0.0.0:0", "Demo:County: accounts without a password are for an address of this machine only")]
    [InlineData("ASPNETCORE_URLS", "https://127.0.0.1:0", "https needs a certificate")]
    [InlineData("OpenIdConnect:Authority", "http://login.example", "OpenIdConnect:Authority: outside loopback it is https only")]
    [InlineData("OpenIdConnect:Authority", "https://login.example", "OpenIdConnect:ClientSecret is missing")]
    [InlineData("OpenIdConnect:Addres", "https://report.example", "OpenIdConnect:Addres is not a setting")]
    [InlineData("OpenIdConnect:ClientSecretFile", "/nowhere/secret", "OpenIdConnect:ClientSecretFile: ")]
    [InlineData("OpenIdConnect:Claim", "email", "OpenIdConnect:Claim: email does not stay with a person")]
    [InlineData("Kestrel:Endpoints:More:Url", "http://0.0.0.0:0", "outside loopback the gateway serves https only")]
    [InlineData("Kestrel:Certificates:Default:Path", "/nowhere/cert.pem", "/nowhere/cert.pem is not there")]
    public async Task A_wrong_one_is_named(string setting, string value, string told)
    {
        var settings = GatewayProcess.Settings(_folder, "http://127.0.0.1:1");
        settings[setting] = value;

        var ended = await GatewayProcess.Run(settings);

        ended.Code.ShouldBe(2, ended.Error);
        ended.Error.ShouldContain(told);
        ended.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task Ports_alone_mean_every_address_and_are_refused()
    {
        var settings = GatewayProcess.Settings(_folder, "http://127.0.0.1:1");
        settings.Remove("ASPNETCORE_URLS");
        settings["ASPNETCORE_HTTP_PORTS"] = "8080";

        var ended = await GatewayProcess.Run(settings);

        ended.Code.ShouldBe(2, ended.Error);
        ended.Error.ShouldContain("http://*:8080: outside loopback");
    }

    [Fact]
    public async Task A_file_that_holds_no_key_is_refused_and_kept()
    {
        var settings = GatewayProcess.Settings(_folder, "http://127.0.0.1:1");
        await File.WriteAllTextAsync(settings["Tokens:SigningKeyFile"], "secret", TestContext.Current.CancellationToken);

        var ended = await GatewayProcess.Run(settings);

        ended.Code.ShouldBe(2, ended.Error);
        ended.Error.ShouldContain("holds no private key on the curve P-256");
        ended.Error.ShouldNotContain("secret");
        (await File.ReadAllTextAsync(settings["Tokens:SigningKeyFile"], TestContext.Current.CancellationToken)).ShouldBe("secret");
    }

    [Fact]
    public async Task An_address_in_use_ends_with_3()
    {
        var settings = GatewayProcess.Settings(_folder, "http://127.0.0.1:1");
        await using var first = await GatewayProcess.Serve(settings);

        var second = await GatewayProcess.Run(settings);

        second.Code.ShouldBe(3, second.Error);
    }

    public void Dispose() => System.IO.Directory.Delete(_folder, recursive: true);
}
