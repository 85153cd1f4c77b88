using PartyReport.Eventing;

namespace PartyReport.Directory.Names;

/// <summary>Names of people: sealed rows, and what they are found by. The only place that reads or writes them.</summary>
internal sealed class PersonNames(NamesKey key)
{
    private const string Columns = "p.id, p.name, p.sealed, k.wrapped";
    private const string From = "from person p left join person_key k on k.person = p.id";
    private const int MaxCandidates = 2_000;

    /// <summary>A new person.</summary>
    public async Task Insert(Session session, Guid person, string name)
    {
        await session.Execute("insert into person (id, name) values (@person, '')", new { person });
        await Write(session, person, name);
    }

    /// <summary>Null: there is no such person. Empty: the name is erased.</summary>
    public async Task<string?> Of(Session session, Guid person) =>
        await session.First<NameRow>($"select {Columns} {From} where p.id = @person", new { person }) is { } row ? Read(row) : null;

    /// <summary>Names of many; an erased one is empty.</summary>
    public async Task<Dictionary<Guid, string>> Of(Session session, IEnumerable<Guid> people) =>
        (await session.Query<NameRow>($"select {Columns} {From} where p.id {session.InIds("people")}", new { people = Session.Ids(people.Distinct()) }))
        .ToDictionary(row => row.Id, Read);

    /// <summary>People whose name holds a text or has these pinyin initials, in the order of their ids.</summary>
    public async Task<List<(Guid Person, string Name)>> Find(Session session, string text, int limit)
    {
        var found = new SortedDictionary<Guid, string>();
        if (text.All(char.IsAsciiLetterOrDigit))
            foreach (var row in await WithAll(session, [key.Token(NameParts.OfInitials(text))])) found[row.Id] = Read(row);
        foreach (var row in await WithAll(session, [.. NameParts.Of(text).Select(key.Token)]))
            if (Read(row) is var name && name.Contains(text, StringComparison.OrdinalIgnoreCase)) found[row.Id] = name;
        return [.. found.Take(limit).Select(f => (f.Key, f.Value))];
    }

    /// <summary>Nobody reads the name any more, nor finds anybody by it.</summary>
    public static async Task Erase(Session session, Guid person)
    {
        await Overwrite(session);
        await session.Execute("delete from person_key where person = @person", new { person });
        await session.Execute("delete from person_token where person = @person", new { person });
        await session.Execute("update person set name = '', sealed = null where id = @person", new { person });
    }

    /// <summary>Seals names that an older version wrote in plain; true when there may be more.</summary>
    public async Task<bool> SealSome(Session session)
    {
        const int Some = 200;
        // Of two processes that seal, one waits and finds nothing left.
        await session.TakeTurn("names");
        var plain = await session.Query<NameRow>($"select {Columns} {From} where p.sealed is null and p.name <> '' order by p.id limit {Some}");
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
        var (wrapped, @sealed) = key.Seal(person, name);
        await session.Execute("insert into person_key (person, wrapped) values (@person, @wrapped)", new { person, wrapped });
        await session.Execute("update person set name = '', sealed = @sealed where id = @person", new { person, @sealed });
        foreach (var token in NameParts.OfWhole(name).Concat(Initials.Of(name).SelectMany(NameParts.PrefixesOfInitials)).Distinct().Select(key.Token))
            await session.Execute("insert into person_token (token, person) values (@token, @person) on conflict do nothing", new { token, person });
    }

    private static Task<List<NameRow>> WithAll(Session session, long[] tokens) => tokens is []
        ? Task.FromResult<List<NameRow>>([])
        : session.Query<NameRow>(
            $"""
            select {Columns} {From} where p.id in (
                select person from person_token where token {session.In("tokens")} group by person having count(*) = @count)
            order by p.id limit {MaxCandidates}
            """, new { tokens, count = tokens.Length });

    // Or what is deleted stays readable in the file.
    private static Task Overwrite(Session session) => session.IsPostgres ? Task.CompletedTask : session.Scalar<long>("pragma secure_delete = on");

    private string Read(NameRow row) => (row.Sealed, row.Wrapped) switch
    {
        ({ } name, { } wrapped) => key.Unseal(row.Id, wrapped, name),
        _ => row.Name,
    };

    private sealed record NameRow
    {
        public Guid Id { get; init; }
        public string Name { get; init; } = "";
        public byte[]? Sealed { get; init; }
        public byte[]? Wrapped { get; init; }
    }
}
