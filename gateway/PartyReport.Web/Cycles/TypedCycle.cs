using System.Globalization;
using Microsoft.AspNetCore.Http;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;

namespace PartyReport.Web.Cycles;

/// <summary>A stage as typed.</summary>
/// <param name="Where"><c>own</c>, <c>above</c>, or the id of a unit.</param>
public sealed record TypedStage(string Name, string Role, string Where)
{
    internal Stage Made() => Guid.TryParse(Where, out var unit)
        ? new Stage(Name, Role, StageRelations.Named, StageRules.Any, unit)
        : new Stage(Name, Role, Where, StageRules.Any);
}

/// <summary>A cycle as typed.</summary>
/// <param name="Template">A chapter a line: its title, and after a colon the words that stand for it.</param>
/// <param name="Ticked">Units ticked one by one.</param>
/// <param name="Whole">Units of which all directly below are called.</param>
public sealed record TypedCycle(
    string Year, string Title, string Day, string Time, string Template, IReadOnlyList<TypedStage> Stages,
    IReadOnlyList<Guid> Ticked, IReadOnlyList<Guid> Whole)
{
    private const string EndOfDay = "23:59";
    private static readonly TimeSpan Beijing = TimeSpan.FromHours(8);

    /// <summary>The instant until which reports are due; null when it cannot be read.</summary>
    public DateTimeOffset? Deadline =>
        DateOnly.TryParseExact(Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && TimeOnly.TryParseExact(Time, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            // A minute is meant to its end.
            ? new DateTimeOffset(day.ToDateTime(time.Add(TimeSpan.FromSeconds(59))), Beijing)
            : null;

    /// <param name="own">Units in which the reader holds a post.</param>
    internal static TypedCycle First(DateTimeOffset now, IReadOnlyCollection<Guid> own) => new(
        Dates.Day(now).Year.ToString(CultureInfo.InvariantCulture), "", "", EndOfDay, "",
        [
            new("", PostRoles.Member, StageRelations.Own), new("", PostRoles.Reviewer, StageRelations.Above),
            new("", PostRoles.Reviewer, own.Count > 0 ? own.First().ToString() : StageRelations.Above),
        ], [], []);

    internal static TypedCycle Of(IFormCollection form) => new(
        form["year"].ToString().Trim(), form["title"].ToString().Trim(), form["day"].ToString(), form["time"].ToString(), form.Text("template"),
        [.. form["stage"].Zip(form["role"], form["where"]).Select(s => new TypedStage((s.First ?? "").Trim(), s.Second ?? "", s.Third ?? ""))],
        Ids(form, "unit"), Ids(form, "whole"));

    internal TypedCycle WithAnotherStage() => this with { Stages = [.. Stages, new("", PostRoles.Reviewer, StageRelations.Above)] };

    /// <summary>Rows without a name are left out.</summary>
    internal OpenCycleRequest Request(DateTimeOffset deadline, UnitChoice choice) => new(
        int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : 0, Title, deadline,
        [.. Template.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Chapter)],
        [.. Stages.Where(s => s.Name.Length > 0).Select(s => s.Made())],
        [.. Ticked.Concat(choice.Groups.Where(g => Whole.Contains(g.Over.Id)).SelectMany(g => g.Units).Select(u => u.Id)).Distinct()]);

    /// <summary>The part of the form that a refusal is about.</summary>
    public static string FieldOf(Problem problem) => problem.Code switch
    {
        "cycle.year-invalid" => "year",
        "cycle.deadline-invalid" => "day",
        "cycle.template-invalid" => "template",
        "cycle.chain-length" or "cycle.stage-invalid" => "chain",
        "cycle.units-count" or "cycle.unit-out-of-reach" => "units",
        "text.control-character" when problem.Detail.StartsWith("template", StringComparison.Ordinal) => "template",
        "text.control-character" when problem.Detail.StartsWith("chain", StringComparison.Ordinal) => "chain",
        _ => "title",
    };

    private static TemplateChapter Chapter(string line)
    {
        var parts = line.Split(['：', ':'], 2, StringSplitOptions.TrimEntries);
        var words = parts.Length == 2 ? parts[1].Split(['、', '，', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) : [parts[0]];
        return new TemplateChapter(parts[0], words);
    }

    private static List<Guid> Ids(IFormCollection form, string name) =>
        [.. form[name].Select(v => Guid.TryParse(v, out var id) ? id : Guid.Empty).Where(id => id != Guid.Empty)];
}
