using Microsoft.Extensions.Primitives;

namespace PartyReport.Web.Problems;

/// <summary>Why there is no page.</summary>
/// <param name="Typed">Fields of the form that could not be answered, to be sent again; empty when there was none.</param>
public sealed record ProblemModel(Problem Problem, IReadOnlyList<KeyValuePair<string, StringValues>> Typed);
