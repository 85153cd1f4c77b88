using System.Net.Sockets;
using DotNet.Testcontainers.Containers;
using Testcontainers.PostgreSql;
using Testcontainers.RabbitMq;

namespace PartyReport.Servers;

/// <summary>Servers in containers; they are gone when the process ends.</summary>
internal static class ContainerServers
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Whether a container engine takes connections.</summary>
    public static bool Answer()
    {
        var engine = new Uri(Environment.GetEnvironmentVariable("DOCKER_HOST") is { Length: > 0 } host ? host : "unix:///var/run/docker.sock");
        if (engine.Scheme is not ("unix" or "tcp" or "http" or "https")) return false;
        using var socket = engine.Scheme == "unix"
            ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
            : new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            var connected = engine.Scheme == "unix"
                ? socket.ConnectAsync(new UnixDomainSocketEndPoint(engine.AbsolutePath))
                : socket.ConnectAsync(engine.Host, engine.IsDefaultPort ? 2375 : engine.Port);
            return connected.WaitAsync(Patience).ContinueWith(t => t.IsCompletedSuccessfully, TaskScheduler.Default).GetAwaiter().GetResult();
        }
        // No such socket file.
        catch (SocketException)
        {
            return false;
        }
    }

    // The builder's own settings give up durability; what a test commits must at least be committed when it says so.
    public static async Task<string> Postgres()
    {
        var container = new PostgreSqlBuilder("postgres:17").WithCommand("-c", "synchronous_commit=on", "-c", "max_connections=300").Build();
        await Start(container);
        return container.GetConnectionString();
    }

    public static async Task<string> RabbitMq()
    {
        var container = new RabbitMqBuilder("rabbitmq:4-management").Build();
        await Start(container);
        return container.GetConnectionString();
    }

    private static async Task Start(IContainer container)
    {
        AppDomain.CurrentDomain.ProcessExit += (_, _) => container.DisposeAsync().AsTask().GetAwaiter().GetResult();
        await container.StartAsync();
    }
}
