using System.Security.Cryptography;
using PartyReport.Tokens;

namespace PartyReport.Hosts.Tests;

public sealed class SettingsTests
{
    public static TheoryData<string> Modules => [.. HostProcess.Modules];

    [Theory, MemberData(nameof(Modules))]
    public async Task All_that_is_missing_is_named_at_once(string module)
    {
        var ended = await HostProcess.Run(module, []);

        ended.Code.ShouldBe(2);
        ended.Output.ShouldBeEmpty();
        foreach (var setting in new[] { "Data:Folder", "Postgres:ConnectionString", "RabbitMq:Uri", "Tokens:GatewayKeyFile" })
            ended.Error.ShouldContain($"{setting} is missing: ");
    }

    public static TheoryData<string, string, string> Faults => new()
    {
        { "Data:Folder", "/proc/nothing", "cannot be written" },
        { "Demo:County", "yes", "neither true nor false" },
        { "Demo:Country", "true", "It knows Demo:County." },
        { "Postgres:ConectionString", "Host=a", "It knows Postgres:ConnectionString, Postgres:OwnerConnectionString." },
        { "Postgres:ConnectionString", "Host=a;Password=a;b=c", "is not a connection string" },
        { "Postgres:ConnectionString", "Host=a;Port=x", "is not a connection string" },
        { "Postgres:ConnectionString", "Host=a;Username=b", "names no database" },
        { "RabbitMq:Host", "a", "It knows RabbitMq:Uri." },
        { "RabbitMq:Uri", "http://user:password@a/", "is not an address of the form amqp://" },
        { "RabbitMq:Uri", "amqp://a/", "names no user and password" },
        { "Tokens:GatewayKeyFile", "/nowhere/gateway.pub", "cannot be read" },
        { "Tokens:SigningKeyFile", "/nowhere/gateway.pem", "It knows Tokens:GatewayKeyFile." },
        { "OTEL_EXPORTER_OTLP_ENDPOINT", "collector:4317", "is not an http address" },
        { "ASPNETCORE_URLS", "https://127.0.0.1:8443", "is not an address to listen on" },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task A_wrong_setting_is_refused_with_its_name(string key, string value, string reason)
    {
        using var settings = new Settings().With(key, value);

        var ended = await HostProcess.Run("Drafting", settings);

        ended.Code.ShouldBe(2);
        ended.Error.ShouldContain(reason);
        ended.Error.ShouldContain(key == "ASPNETCORE_URLS" ? "urls" : key);
    }

    [Fact]
    public async Task A_private_key_is_not_taken_for_the_gateways_public_one()
    {
        using var settings = new Settings();
        settings.With("Tokens:GatewayKeyFile", settings.Save("gateway.pem", TestTokens.Key.ExportPkcs8PrivateKeyPem()));

        var ended = await HostProcess.Run("Drafting", settings);

        ended.Code.ShouldBe(2);
        ended.Error.ShouldContain("holds a private key");
    }

    [Fact]
    public async Task A_key_of_another_kind_is_refused()
    {
        using var settings = new Settings();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        settings.With("Tokens:GatewayKeyFile", settings.Save("other.pub", other.ExportSubjectPublicKeyInfoPem()));

        (await HostProcess.Run("Drafting", settings)).Error.ShouldContain("another curve");

        settings.With("Tokens:GatewayKeyFile", settings.Save("text.pub", "no key"));

        (await HostProcess.Run("Drafting", settings)).Error.ShouldContain("holds no public key");
    }

    [Theory]
    [InlineData("Postgres:ConnectionString", "Host=a;Password=s3cret")]
    [InlineData("Postgres:ConnectionString", "Host=a;Password=a;s3cret=c")]
    [InlineData("Postgres:ConnectionString", "Host=a;Password='s3cret")]
    [InlineData("RabbitMq:Uri", "amqp://user:s3cret")]
    [InlineData("RabbitMq:Uri", "amqp//user:s3cret@a")]
    [InlineData("RabbitMq:Uri", "amqp://s3cret@a")]
    public async Task No_message_repeats_a_secret(string key, string value)
    {
        using var settings = new Settings().With(key, value);

        var ended = await HostProcess.Run("Drafting", settings);

        ended.Code.ShouldBe(2);
        ended.Error.ShouldNotContain("s3cret");
    }

    [Theory]
    [InlineData("--migrat")]
    [InlineData("--migrate", "--open-generation")]
    [InlineData("Postgres:ConnectionString=Host=a")]
    public async Task An_unknown_argument_is_answered_with_what_there_is(params string[] args)
    {
        var ended = await HostProcess.Run("Review", [], args);

        ended.Code.ShouldBe(2);
        ended.Error.ShouldContain("--migrate ");
        ended.Error.ShouldContain("--open-generation ");
    }

    [Theory]
    [InlineData("--migrate")]
    [InlineData("--open-generation")]
    public async Task Upkeep_asks_for_the_owner_and_not_for_broker_or_key(string argument)
    {
        using var settings = new Settings().With("RabbitMq:Uri", null).With("Tokens:GatewayKeyFile", null);

        var ended = await HostProcess.Run("Archive", settings, argument);

        ended.Code.ShouldBe(2);
        ended.Error.ShouldContain("Postgres:OwnerConnectionString is missing");
        ended.Error.ShouldNotContain("RabbitMq");
        ended.Error.ShouldNotContain("Tokens");
    }

    [Fact]
    public async Task Upkeep_of_a_database_that_is_away_fails_with_its_reason()
    {
        using var settings = new Settings();
        settings.With("Postgres:OwnerConnectionString", settings["Postgres:ConnectionString"]);

        var ended = await HostProcess.Run("Archive", settings, "--migrate");

        ended.Code.ShouldBe(1);
        ended.Error.ShouldStartWith("archive: ");
        ended.Error.ShouldNotContain("s3cret");
    }
}
