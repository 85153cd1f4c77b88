namespace PartyReport.Simulation;

/// <summary>
/// A process. What it holds in memory ends with it; what it asked a server to do may still be done. Paused, it sees
/// nothing, and everything that came meanwhile at once when it wakes up.
/// </summary>
internal abstract class Node(World world, string name)
{
    private readonly List<Action> _unseen = [];
    private int _life;

    protected World World => world;
    public string Name => name;
    public bool Up { get; private set; }
    public bool Paused { get; private set; }

    /// <summary>It does not come back.</summary>
    public bool Gone { get; set; }

    /// <summary>Something of this process that happens after a time, if the process is still the same.</summary>
    protected void After(long delay, Action action)
    {
        if (!Up) return;
        var life = _life;
        world.Time.After(delay, () => Enter(life, action));
    }

    /// <summary>An answer that reaches this process only while it is still the same.</summary>
    protected Action<T> Here<T>(Action<T> take)
    {
        var life = _life;
        return answer => Enter(life, () => take(answer));
    }

    /// <summary>Asks a server. The work is done there at one instant; the answer comes later, or it fails, or nobody knows.</summary>
    protected void Ask<T>(Server server, Fault unknown, Func<T> work, Action<T> done, Action failed)
    {
        var (life, there) = (_life, server.Life);
        world.Time.After(world.Dice.Between(0, 4), () =>
        {
            var answered = false;
            T answer = default!;
            if (server.Up && server.Life == there && !world.Hits(server.Away))
            {
                answer = work();
                answered = !world.Hits(unknown);
            }
            world.Time.After(world.Dice.Between(0, 4) + world.Late(), () => Enter(life, () =>
            {
                if (answered) done(answer);
                else failed();
            }));
        });
    }

    public void Start()
    {
        if (Up || Gone) return;
        (Up, Paused) = (true, false);
        world.Trace.Add($"{name} starts");
        Begin();
    }

    public void Crash()
    {
        if (!Up) return;
        Up = false;
        Paused = false;
        _life++;
        _unseen.Clear();
        world.Trace.Add($"{name} is killed");
        End();
    }

    public void Pause()
    {
        Paused = true;
        world.Trace.Add($"{name} is paused");
    }

    public void Wake()
    {
        if (!Paused) return;
        Paused = false;
        world.Trace.Add($"{name} wakes up");
        var life = _life;
        foreach (var action in _unseen.ToArray()) Enter(life, action);
        _unseen.Clear();
    }

    protected abstract void Begin();

    protected abstract void End();

    private void Enter(int life, Action action)
    {
        if (life != _life) return;
        if (Paused) _unseen.Add(action);
        else action();
    }
}

/// <summary>A database server. A crash ends what is under way in it.</summary>
internal abstract class Server(Fault away)
{
    public int Life { get; protected set; }
    public bool Up { get; protected set; } = true;

    /// <summary>The fault of a call that does not reach it.</summary>
    public Fault Away => away;
}
