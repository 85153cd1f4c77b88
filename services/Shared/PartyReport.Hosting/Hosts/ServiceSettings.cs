using Npgsql;

namespace PartyReport.Hosting;

/// <summary>Settings of a service's process. They are read once at the start and do not change while it runs.</summary>
public sealed record ServiceSettings(
    DataSettings Data, PostgresSettings Postgres, RabbitMqSettings RabbitMq, TokenSettings Tokens, DemoSettings Demo);

/// <summary>Section <c>Data</c>.</summary>
/// <param name="Folder">
/// Folder of this service alone: how far its log was sent; for the archive, the published log and its key. Required. Made
/// when missing, readable by its owner only.
/// </param>
public sealed record DataSettings(string Folder);

/// <summary>Section <c>Postgres</c>.</summary>
/// <param name="ConnectionString">
/// Connection of the runtime role, as Npgsql writes it: host, database, user. The role may read and append but not change
/// the schema. Required.
/// </param>
/// <param name="OwnerConnectionString">
/// Connection of the role that owns the schema, to the same database. Used by <c>--migrate</c> and <c>--open-generation</c>,
/// which need it; absent otherwise, so that a serving process never holds it.
/// </param>
public sealed record PostgresSettings(NpgsqlConnectionStringBuilder ConnectionString, NpgsqlConnectionStringBuilder? OwnerConnectionString);

/// <summary>Section <c>RabbitMq</c>.</summary>
/// <param name="Uri">
/// Address of the broker: <c>amqp://user:password@host:port/vhost</c>, or <c>amqps</c>. Port absent: 5672 (5671); vhost
/// absent: <c>/</c>. Required to serve; null with <c>--migrate</c> and <c>--open-generation</c>, which do not ask for it.
/// </param>
public sealed record RabbitMqSettings(Uri? Uri);

/// <summary>Section <c>Tokens</c>.</summary>
/// <param name="GatewayKeyFile">
/// PEM file with the gateway's public key (P-256). The gateway makes it at its first start. Required to serve; null with
/// <c>--migrate</c> and <c>--open-generation</c>, which do not ask for it.
/// </param>
public sealed record TokenSettings(string? GatewayKeyFile);

/// <summary>Section <c>Demo</c>.</summary>
/// <param name="County">
/// True: an empty directory is filled with the demo county at the start; other services take no notice. Absent: false.
/// Never for real data: the gateway lets anybody act as a person of the demo county.
/// </param>
public sealed record DemoSettings(bool County);
