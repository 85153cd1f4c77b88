using Npgsql;
using RabbitMQ.Client;

namespace PartyReport.Servers;

/// <summary>
/// One PostgreSQL and one RabbitMQ for all tests of a process. They are those that the environment names, or containers
/// when a container engine answers, or else local servers; without any of them every test that asks fails.
/// </summary>
public static class Servers
{
    private static readonly Lazy<Task<string>> ThePostgres = new(StartPostgres);
    private static readonly Lazy<Task<Uri>> TheRabbitMq = new(StartRabbitMq);
    private static readonly Lazy<Task<LocalServers>> Local = new(LocalServers.Start);

    /// <summary>Connection of a superuser.</summary>
    public static Task<string> Postgres() => ThePostgres.Value;

    /// <summary>Address of the broker. All tests share its one virtual host, so queues need names of their own.</summary>
    public static Task<Uri> RabbitMq() => TheRabbitMq.Value;

    private static async Task<string> StartPostgres()
    {
        var (way, connection) = Environment.GetEnvironmentVariable(LocalServers.PostgresVariable) is { Length: > 0 } given
            ? ("given", given)
            : ContainerServers.Answer()
                ? ("container", await ContainerServers.Postgres())
                : ("local", (await Local.Value).Postgres);
        await using var open = new NpgsqlConnection(connection);
        await open.OpenAsync();
        await Say($"servers: {way} (PostgreSQL {open.PostgreSqlVersion})");
        return connection;
    }

    private static async Task<Uri> StartRabbitMq()
    {
        var (way, address) = Environment.GetEnvironmentVariable(LocalServers.RabbitMqVariable) is { Length: > 0 } given
            ? ("given", given)
            : ContainerServers.Answer()
                ? ("container", await ContainerServers.RabbitMq())
                : ("local", (await Local.Value).RabbitMq);
        await using var open = await new ConnectionFactory { Uri = new Uri(address) }.CreateConnectionAsync();
        var version = open.ServerProperties?["version"] is byte[] text ? System.Text.Encoding.UTF8.GetString(text) : "?";
        await Say($"servers: {way} (RabbitMQ {version})");
        return new Uri(address);
    }

    private static Task Say(string line) => Console.Out.WriteLineAsync(line);
}
