using System.Text.Json;

namespace PartyReport.Web;

/// <summary>A refusal: a problem document with a code.</summary>
/// <param name="Document">All of it, for what some codes bring along.</param>
public sealed record Problem(string Code, int Status, string Detail, JsonElement Document = default)
{
    /// <summary>A member of the document as text; empty when it has none.</summary>
    public string More(string name) =>
        Document.ValueKind == JsonValueKind.Object && Document.TryGetProperty(name, out var value) ? value.ToString() : "";
}

/// <summary>What a service answered: a value, or why not.</summary>
public readonly record struct Reply<T>(T? Value, Problem? Problem) where T : class
{
    /// <summary>The value. Without it there is no page: a refusal is thrown and becomes a page of its own.</summary>
    public T Must() => Value ?? throw new RefusedException(Problem!);
}

/// <summary>A service refused what the whole page depends on.</summary>
public sealed class RefusedException(Problem problem) : Exception($"{problem.Status} {problem.Code}: {problem.Detail}")
{
    /// <summary>What the service said.</summary>
    public Problem Problem => problem;
}
