using PartyReport.Contracts.Directory.Http;

namespace PartyReport.AllInOne.Demo;

/// <summary>Who is who: names and posts as the directory knows them.</summary>
internal sealed class Cast(Api api)
{
    private readonly Dictionary<Guid, string> _known = [];

    /// <summary>Name, unit and title, for example 陈志远（青禾县财政局党组 党组书记、局长）.</summary>
    public async Task<string> Introduce(Guid person, CancellationToken ct)
    {
        if (_known.TryGetValue(person, out var known)) return known;
        var someone = await api.Get<PersonView>(person, $"/api/people/{person}", ct);
        var post = someone.Posts[0];
        var unit = await api.Get<UnitView>(person, $"/api/units/{post.Unit}", ct);
        return _known[person] = $"{someone.Name}（{unit.Name} {post.Title}）";
    }
}
