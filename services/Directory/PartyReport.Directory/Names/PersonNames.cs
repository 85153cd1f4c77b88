using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Names;

/// <summary>Names of people: sealed rows, and what they are found by. The only place that reads or writes them.</summary>
internal sealed class PersonNames(NamesKey key)
{
    private const string Columns = "p.id, p.name, p.sealed, p.wrapped";
    private const int MaxCandidates = 2_000;

    // People of an import that is not complete are not there yet.
    private const string IsThere = "(p.import is null or p.import in (select i.id from import i where i.state = 'completed'))";

    /// <summary>A new person.</summary>
    public async Task Insert(Session session, Guid person, string name, string? number = null)
    {
        if (await session.Execute(
            "insert into person (id, name, number) values (@person, '', @number) on conflict (number) do nothing", new { person, number }) == 0)
            throw new LostRaceException("The number was taken meanwhile.");
        await Write(session, person, name);
    }

    /// <summary>Another name, which nobody is found by any more under the one before.</summary>
    public async Task Rename(Session session, Guid person, string name)
    {
        await Overwrite(session);
        await Write(session, person, name);
    }

    /// <summary>Somebody whose name is sealed already, and what the person will be found by.</summary>
    public sealed record SealedPerson(Guid Person, string Number, byte[] Wrapped, byte[] Sealed, long[] Tokens);

    /// <summary>Needs no transaction: keys and hashes take longer than writing them.</summary>
    /// <param name="known">Parts that were hashed already: many names have the same, and a hash takes longer than looking one up.</param>
    public List<SealedPerson> Seal(IReadOnlyCollection<(Guid Person, string Number, string Name)> people, Dictionary<string, long> known)
    {
        long Once(string part) => known.TryGetValue(part, out var token) ? token : known[part] = key.Token(part);
        return [.. people.Zip(key.Seal(people.Select(p => (p.Person, p.Name))), (p, name) =>
            new SealedPerson(p.Person, p.Number, name.Wrapped, name.Sealed, [.. Parts(p.Name).Select(Once)]))];
    }

    /// <summary>People of an import, whom nobody sees before it is complete.</summary>
    public static async Task InsertMany(Session session, Guid import, List<SealedPerson> rows)
    {
        if (rows is []) return;
        if (!session.IsPostgres)
        {
            await session.Execute("insert into person (id, name, sealed, wrapped, number, import) values (@Person, '', @Sealed, @Wrapped, @Number, @import)",
                rows.ConvertAll(r => new { r.Person, r.Sealed, r.Wrapped, r.Number, import }));
            await Enter(session, rows.SelectMany(r => r.Tokens.Select(token => (token, r.Person))).OrderBy(t => t.token));
            return;
        }
        await session.Later([new Statement(
            """
            insert into person (id, name, sealed, wrapped, number, tokens, import)
            select r.person, '', r.sealed, r.wrapped, r.number, r.tokens::bigint[], @import
            from unnest(@ids, @names, @keys, @numbers, @tokens) as r (person, sealed, wrapped, number, tokens)
            """, new
            {
                import, ids = rows.ConvertAll(r => r.Person).ToArray(), names = rows.ConvertAll(r => r.Sealed).ToArray(),
                keys = rows.ConvertAll(r => r.Wrapped).ToArray(), numbers = rows.ConvertAll(r => r.Number).ToArray(),
                // An array of arrays of different lengths there is not.
                tokens = rows.ConvertAll(r => $"{{{string.Join(',', r.Tokens)}}}").ToArray(),
            })]);
    }

    private static Task Enter(Session session, IEnumerable<(long Token, Guid Person)> tokens) => session.Execute(
        "insert into person_token (token, person) values (@Token, @Person) on conflict do nothing", tokens.Select(t => new { t.Token, t.Person }).ToList());

    // A dozen at most times: a set of them would be most of the work.
    private static List<string> Parts(string name)
    {
        var parts = new List<string>();
        foreach (var part in NameParts.OfWhole(name).Concat(Initials.Of(name).SelectMany(NameParts.PrefixesOfInitials)))
            if (!parts.Contains(part)) parts.Add(part);
        return parts;
    }

    /// <summary>All people that have a number; their names are read with <see cref="Read"/>.</summary>
    public static Task<List<NameRow>> Numbered(Session session) =>
        session.Query<NameRow>($"select {Columns}, p.number from person p where p.number is not null");

    /// <summary>Null: there is no such person. Empty: the name is erased.</summary>
    public async Task<string?> Of(Session session, Guid person) =>
        await session.First<NameRow>($"select {Columns} from person p where p.id = @person and {IsThere}", new { person }) is { } row ? Read(row) : null;

    /// <summary>Names of many; an erased one is empty.</summary>
    public async Task<Dictionary<Guid, string>> Of(Session session, IEnumerable<Guid> people) =>
        (await session.Query<NameRow>($"select {Columns} from person p where p.id {session.InIds("people")}", new { people = Session.Ids(people.Distinct()) }))
        .ToDictionary(row => row.Id, Read);

    /// <summary>People whose name holds a text or has these pinyin initials, or whose number begins so, in the order of their ids.</summary>
    public async Task<List<(Guid Person, string Name)>> Find(Session session, string text, int limit)
    {
        var found = new SortedDictionary<Guid, string>();
        if (text.All(char.IsAsciiLetterOrDigit))
            foreach (var row in await WithAll(session, [key.Token(NameParts.OfInitials(text))])) found[row.Id] = Read(row);
        foreach (var row in await WithAll(session, [.. NameParts.Of(text).Select(key.Token)]))
            if (Read(row) is var name && name.Contains(text, StringComparison.OrdinalIgnoreCase)) found[row.Id] = name;
        foreach (var row in await NumberedFrom(session, text, limit)) found[row.Id] = Read(row);
        return [.. found.Take(limit).Select(f => (f.Key, f.Value))];
    }

    // A range, because both engines look one up in the index; nothing in a text comes after its last character.
    private static Task<List<NameRow>> NumberedFrom(Session session, string text, int limit) => text.Length == 0 || !PlainText.IsClean(text)
        ? Task.FromResult<List<NameRow>>([])
        : session.Query<NameRow>(
            $"select {Columns} from person p where p.number >= @text and p.number < @end and {IsThere} order by p.number limit @limit",
            new { text, end = text + "\U0010FFFF", limit });

    /// <summary>Nobody reads the name any more, nor finds anybody by it or by the number, which names the person outside.</summary>
    public static async Task Erase(Session session, Guid person)
    {
        await Overwrite(session);
        await FindBy(session, person, []);
        await session.Execute("update person set name = '', sealed = null, wrapped = null, number = null where id = @person", new { person });
    }

    /// <summary>Seals names that an older version wrote in plain; true when there may be more.</summary>
    public async Task<bool> SealSome(Session session)
    {
        const int Some = 200;
        // Of two processes that seal, one waits and finds nothing left.
        await session.TakeTurn("names");
        var plain = await session.Query<NameRow>($"select {Columns} from person p where p.sealed is null and p.name <> '' order by p.id limit {Some}");
        if (plain is []) return false;
        await Overwrite(session);
        foreach (var row in plain) await Write(session, row.Id, row.Name);
        return plain.Count == Some;
    }

    /// <summary>Throws when the names are sealed with another key than this.</summary>
    public async Task CheckKey(Session session)
    {
        await session.Execute("insert into names_key (one, fingerprint) values (1, @Fingerprint) on conflict do nothing", key);
        if (!(await session.Scalar<byte[]>("select fingerprint from names_key"))!.AsSpan().SequenceEqual(key.Fingerprint))
            throw new InvalidOperationException(
                $"The names in this database are sealed with another key. Put back the file directory-names.key, or name it with {NamesKey.FileSetting}.");
    }

    private async Task Write(Session session, Guid person, string name)
    {
        var (wrapped, @sealed) = key.Seal([(person, name)]).Single();
        await session.Execute("update person set name = '', sealed = @sealed, wrapped = @wrapped where id = @person", new { person, @sealed, wrapped });
        await FindBy(session, person, [.. Parts(name).Select(key.Token)]);
    }

    // From now on by these and no others.
    private static async Task FindBy(Session session, Guid person, long[] tokens)
    {
        if (session.IsPostgres)
        {
            await session.Execute("update person set tokens = @tokens where id = @person", new { person, tokens });
            return;
        }
        await session.Execute("delete from person_token where person = @person", new { person });
        await Enter(session, tokens.Select(token => (token, person)));
    }

    private static Task<List<NameRow>> WithAll(Session session, long[] tokens) => tokens is []
        ? Task.FromResult<List<NameRow>>([])
        : session.Query<NameRow>(
            $"""
            select {Columns} from person p where {(session.IsPostgres
                ? "p.tokens @> @tokens"
                : $"p.id in (select person from person_token where token {session.In("tokens")} group by person having count(*) = @count)")}
              and {IsThere}
            order by p.id limit {MaxCandidates}
            """, new { tokens, count = tokens.Length });

    // Or what is deleted stays readable in the file.
    private static Task Overwrite(Session session) => session.IsPostgres ? Task.CompletedTask : session.Scalar<long>("pragma secure_delete = on");

    public string Read(NameRow row) => (row.Sealed, row.Wrapped) switch
    {
        ({ } name, { } wrapped) => key.Unseal(row.Id, wrapped, name),
        _ => row.Name,
    };

    internal sealed record NameRow
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public byte[]? Sealed { get; init; }
        public byte[]? Wrapped { get; init; }
        public string? Number { get; init; }
    }
}
