using System.Collections.Frozen;
using System.Collections.Immutable;
using CsCheck;

namespace PartyReport.Eventing.Tests;

/// <summary>
/// The relay's and the subscription's real steps against a broker that drops, refuses, doubles and delays: once the faults
/// end, every event was applied once and in order.
/// </summary>
public sealed class RelayProperties
{
    private const int Shards = 2;
    private static readonly FrozenDictionary<(string, string), IReadOnlySet<string>> Types =
        new Dictionary<(string, string), IReadOnlySet<string>> { [("reader", "units")] = new HashSet<string> { "t" } }.ToFrozenDictionary();

    [Fact]
    public void Whatever_the_broker_does_every_event_is_applied_once_and_in_order() => Gen.Int[0, 1_000_000].Sample(seed =>
    {
        var world = new World(new Random(seed));
        for (var i = 0; i < 400; i++) world.Chaos();
        world.Calm();
        world.Verdict().ShouldBe("ok", $"seed {seed}");
    }, iter: 100);

    /// <summary>One publisher, one subscription, and everything that can go wrong between them.</summary>
    private sealed class World
    {
        private readonly Random _random;
        private readonly List<RecordedEvent> _log = [];
        private readonly List<RelayAct> _todo = [];
        private readonly List<Slice>[] _queues = [[], []];
        private readonly Dictionary<Lane, Cursor> _saved = [];
        private readonly SubscriptionState[] _readers;
        private readonly List<int> _applied = [];
        private RelayState _relay = null!;
        private DateTimeOffset _now = Sample.Now;
        private bool _chaos = true;

        public World(Random random)
        {
            _random = random;
            _readers = [.. Enumerable.Range(0, Shards).Select(_ => new SubscriptionState(Cursor.Start, ImmutableDictionary<Guid, int>.Empty))];
            StartRelay();
        }

        public void Chaos()
        {
            _now += TimeSpan.FromMilliseconds(_random.Next(300));
            switch (_random.Next(12))
            {
                case 0 or 1: Commit(); break;
                case 2: StartRelay(); break;
                case 3: Lose(); break;
                case 4 or 5: Deliver(_random.Next(Shards)); break;
                case 6: Feed(new RelayInput.Tick(_now)); break;
                case 7: Feed(new RelayInput.Grown(_now)); break;
                default: Act(); break;
            }
        }

        /// <summary>No more faults: everything that is under way comes to its end.</summary>
        public void Calm()
        {
            _chaos = false;
            for (var round = 0; round < 600; round++)
            {
                _now += TimeSpan.FromMilliseconds(500);
                Feed(new RelayInput.Grown(_now));
                Feed(new RelayInput.Tick(_now));
                while (_todo.Count > 0) Act();
                for (var shard = 0; shard < Shards; shard++)
                    while (_queues[shard].Count > 0) Deliver(shard);
                // A gap shows only when something comes behind it.
                if (round % 10 == 0 && round < 300) Commit();
            }
        }

        public string Verdict()
        {
            var wanted = _log.Where(e => e.Type == "t").Select(e => e.Version).ToList();
            if (_applied.Count != wanted.Count || !_applied.Order().SequenceEqual(wanted)) return $"{_applied.Count} of {wanted.Count} applied";
            for (var shard = 0; shard < Shards; shard++)
                if (!_applied.Where(v => v % Shards == shard).SequenceEqual(wanted.Where(v => v % Shards == shard))) return "out of order";
            return "ok";
        }

        private void Commit()
        {
            for (var n = _random.Next(1, 90); n > 0; n--)
            {
                var position = _log.Count + 1;
                _log.Add(Sample.Event(position, position) with { Shard = position % Shards, Type = _random.Next(4) == 0 ? "other" : "t" });
            }
        }

        // A crash: what was not saved is forgotten, what was handed to the transport may still arrive.
        private void StartRelay()
        {
            _todo.RemoveAll(a => a is not RelayAct.Send || _random.Next(2) == 0);
            _relay = new RelayState("p", Types);
            for (var shard = 0; shard < Shards; shard++)
                Feed(new RelayInput.Gained(shard, new Dictionary<Lane, Cursor> { [LaneOf(shard)] = _saved.GetValueOrDefault(LaneOf(shard)) }));
        }

        private void Lose()
        {
            var queue = _queues[_random.Next(Shards)];
            if (queue.Count > 0) queue.RemoveAt(_random.Next(queue.Count));
        }

        private void Act()
        {
            if (_todo.Count == 0) return;
            var index = _chaos ? _random.Next(_todo.Count) : 0;
            var act = _todo[index];
            _todo.RemoveAt(index);
            switch (act)
            {
                case RelayAct.ReadHead read: Feed(Head(read.After)); break;
                case RelayAct.ReadLane read: Feed(OneShard(read)); break;
                case RelayAct.Save save: Save(save); break;
                case RelayAct.Send send: Send(send); break;
                default: throw new InvalidOperationException();
            }
        }

        private RelayInput Head(Cursor after)
        {
            if (_chaos && _random.Next(8) == 0) return new RelayInput.ReadFailed(null, _now);
            var read = _log.Where(e => e.Cursor > after).Take(100).ToList();
            return new RelayInput.HeadRead(after, read, read.Count < 100, _now);
        }

        private RelayInput OneShard(RelayAct.ReadLane act)
        {
            if (_chaos && _random.Next(8) == 0) return new RelayInput.ReadFailed(act.Lane, _now);
            var read = _log.Where(e => e.Shard == act.Lane.Shard && e.Cursor > act.After && e.Cursor <= act.UpTo).Take(100).ToList();
            return new RelayInput.LaneRead(act.Lane, act.After, act.UpTo, read, read.Count < 100, _now);
        }

        private void Save(RelayAct.Save save)
        {
            var failed = _chaos && _random.Next(8) == 0;
            if (!failed)
                foreach (var (lane, cursor) in save.Cursors) _saved[lane] = cursor;
            Feed(new RelayInput.SaveEnded(failed ? new Dictionary<Lane, Cursor>() : save.Cursors));
        }

        private void Send(RelayAct.Send send)
        {
            var fate = _chaos ? _random.Next(8) : 7;
            var queue = _queues[send.Lane.Shard];
            // Refused; or taken and the confirmation lost; or taken twice; or taken.
            if (fate != 0) queue.Insert(_chaos ? _random.Next(queue.Count + 1) : queue.Count, send.Slice);
            if (fate == 2) queue.Add(send.Slice);
            Feed(fate <= 1 ? new RelayInput.Refused(send.Lane, send.Number, _now) : new RelayInput.Confirmed(send.Lane, send.Number, _now));
        }

        private void Deliver(int shard)
        {
            if (_queues[shard].Count == 0) return;
            var slice = _queues[shard][0];
            _queues[shard].RemoveAt(0);
            var inputs = new Queue<Input>([new Input.Arrived(slice, _now)]);
            while (inputs.TryDequeue(out var input))
            {
                (_readers[shard], var acts) = Step.Next(_readers[shard], input);
                foreach (var act in acts)
                    if (act is Eventing.Act.Apply apply)
                    {
                        _applied.AddRange(apply.Events.Select(e => e.Version));
                        inputs.Enqueue(new Input.Done());
                    }
                    else if (act is Eventing.Act.AskResend ask && (!_chaos || _random.Next(3) > 0))
                    {
                        Feed(new RelayInput.ResendAsked(LaneOf(shard), ask.From, _now));
                    }
            }
        }

        private void Feed(RelayInput input)
        {
            (_relay, var acts) = RelayStep.Next(_relay, input);
            _todo.AddRange(acts);
        }

        private static Lane LaneOf(int shard) => new("reader", "units", shard);
    }
}
