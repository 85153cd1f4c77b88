using Microsoft.AspNetCore.Http;

namespace PartyReport.Hosting;

/// <summary>Why a command is not done. A value, not an exception; over HTTP it is an RFC 9457 problem.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable code <c>subject.reason</c>; clients translate it.</param>
/// <param name="Detail">One sentence for people: what is wrong and what to do.</param>
/// <param name="More">Extra members of the problem, for example the three versions of a merge conflict.</param>
public sealed record Refusal(int Status, string Code, string Detail, IReadOnlyDictionary<string, object?>? More = null)
{
    public static Refusal Malformed(string code, string detail) => new(StatusCodes.Status400BadRequest, code, detail);
    public static Refusal Forbidden(string code, string detail) => new(StatusCodes.Status403Forbidden, code, detail);
    public static Refusal NotFound(string code, string detail) => new(StatusCodes.Status404NotFound, code, detail);
    public static Refusal Conflict(string code, string detail) => new(StatusCodes.Status409Conflict, code, detail);
    public static Refusal Stale(string code, string detail) => new(StatusCodes.Status412PreconditionFailed, code, detail);
    public static Refusal TooLarge(string code, string detail) => new(StatusCodes.Status413PayloadTooLarge, code, detail);
    public static Refusal Invalid(string code, string detail) => new(StatusCodes.Status422UnprocessableEntity, code, detail);
    public static Refusal ConditionMissing(string detail) => new(StatusCodes.Status428PreconditionRequired, "request.if-match-missing", detail);

    /// <summary>The problem document.</summary>
    public IResult ToProblem() => Results.Problem(
        detail: Detail, statusCode: Status, title: Code, type: "urn:partyreport:" + Code,
        extensions: new Dictionary<string, object?>(More ?? new Dictionary<string, object?>()) { ["code"] = Code });
}
