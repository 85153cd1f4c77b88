using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Review;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Review;

/// <summary>Finds who may decide a stage on a day.</summary>
internal static class Reviewers
{
    /// <summary>Holders of the stage's role where the stage says, without the authors.</summary>
    public static async Task<IReadOnlyList<Reviewer>> Of(
        Session session, Stage stage, Guid unit, IReadOnlyCollection<Guid> authors, DateOnly day) =>
        [.. from holder in await Holders(session, stage, unit, day)
            where !authors.Contains(holder.Person)
            select new Reviewer(holder.Person, holder.Id, holder.Unit)];

    /// <summary>Those who may decide any of these stages.</summary>
    public static async Task<IReadOnlyList<Reviewer>> OfChain(Session session, IEnumerable<Stage> chain, ReviewOpened round, DateOnly day)
    {
        var found = new List<Reviewer>();
        foreach (var stage in chain) found.AddRange(await Of(session, stage, round.Unit, round.Authors, day));
        return found;
    }

    /// <summary>The stage of that number with its reviewers; null past the end of the chain.</summary>
    public static async Task<NextStage?> OfStage(
        Session session, Cycle cycle, int number, Guid unit, IReadOnlyCollection<Guid> authors, DateOnly day) =>
        number > cycle.Chain.Count
            ? null
            : new NextStage(number, cycle.Chain[number - 1].Name,
                await Of(session, cycle.Chain[number - 1], unit, authors, day), cycle.Opener);

    private static Task<List<HeldPost>> Holders(Session session, Stage stage, Guid unit, DateOnly day) => stage switch
    {
        { Relation: StageRelations.Own } => OrganisationReplica.HoldersIn(session, unit, stage.Role, day),
        { Relation: StageRelations.Above } => OrganisationReplica.HoldersAbove(session, unit, stage.Role, day),
        { Relation: StageRelations.Named, Unit: { } named } => OrganisationReplica.HoldersIn(session, named, stage.Role, day),
        _ => throw new InvalidOperationException($"Stage {stage.Name} has an unknown relation {stage.Relation} or names no unit."),
    };
}
