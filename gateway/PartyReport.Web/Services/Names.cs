using PartyReport.Contracts.Directory.Http;

namespace PartyReport.Web;

/// <summary>How the units, posts and people of a page are called. People appear by their posts; the directory alone knows more.</summary>
public sealed class Names
{
    /// <summary>Nothing is known; every name is a dash.</summary>
    public static readonly Names Nothing = new(new NamesView([], []));

    private readonly Dictionary<Guid, UnitView> _units;
    private readonly IReadOnlyList<NamedPost> _posts;

    internal Names(NamesView view) => (_units, _posts) = (view.Units.ToDictionary(u => u.Id), view.Posts);

    /// <summary>Name of a unit; a dash when it is unknown.</summary>
    public string Unit(Guid unit) => _units.TryGetValue(unit, out var known) ? known.Name : _posts.FirstOrDefault(p => p.Unit == unit)?.UnitName ?? "—";

    /// <summary>Unit and title of a post; a dash when it is unknown.</summary>
    public string Post(Guid post) => Called(_posts.FirstOrDefault(p => p.Post == post));

    /// <summary>The post in which a person did something then: one in that unit if there is one; a dash when none is known.</summary>
    public string PostOf(Guid person, DateTimeOffset then, Guid? unit = null)
    {
        var day = Dates.Day(then);
        var held = _posts.Where(p => p.Person == person && p.From <= day && (p.To is null || p.To >= day)).ToList();
        return Called(held.Find(p => p.Unit == unit) ?? held.FirstOrDefault());
    }

    private static string Called(NamedPost? post) => post is null ? "—" : $"{post.UnitName} {post.Title}";
}
