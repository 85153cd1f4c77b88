using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.Sessions;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory.Accounts;

/// <summary>
/// Keys of other systems: issued, listed, revoked. A key acts for an account and may do less than it: nothing that only a person decides,
/// and nothing for who keeps or audits the system, because whoever issues it sees it.
/// </summary>
internal static class ApiKeys
{
    private const int MostScopes = 20, MostDays = 366;
    private static readonly string[] Services = ["directory", "drafting", "review", "archive", "notification"];

    // Decisions are a person's own.
    private const string Deciding = "review.write";

    /// <summary>Everything that a key may be allowed.</summary>
    public static readonly IReadOnlyList<string> Scopes = [.. Services.SelectMany(s => new[] { s + ".read", s + ".write" }).Where(s => s != Deciding)];

    public static void Map(IEndpointRouteBuilder accounts)
    {
        accounts.MapPost("/{id:guid}/keys", Issue).WithName("IssueApiKey").Does(Actions.AccountChange).Produces<ApiKeyView>(StatusCodes.Status201Created);
        accounts.MapGet("/{id:guid}/keys", List).WithName("GetApiKeys").Does(Actions.AccountRead).Produces<List<ApiKeyView>>();
        accounts.MapDelete("/{id:guid}/keys/{key:guid}", Revoke).WithName("RevokeApiKey").Does(Actions.AccountChange).Produces<ApiKeyView>();
    }

    public static Outcome DecideIssue(bool mayKeep, AccountRow? account, bool separate, IssueApiKeyRequest request, Guid key, DateTimeOffset now) => request switch
    {
        _ when !mayKeep => AccountStore.NotKeeper,
        _ when account is null => AccountStore.Unknown,
        _ when account.Disabled => Refusal.Conflict("account.disabled", "The account is disabled."),
        _ when separate => Refusal.Conflict(
            "key.administrator", "No key acts for a system or security administrator or an auditor. Open an account for the other system."),
        { Name.Length: 0 or > 100 } => Refusal.Invalid("key.name-length", "name: 1 to 100 characters."),
        _ when !PlainText.IsClean(request.Name) => PlainText.NotClean("name"),
        { Scopes.Count: 0 or > MostScopes } => Refusal.Invalid("key.scopes-count", $"scopes: 1 to {MostScopes}."),
        _ when request.Scopes.Contains(Deciding) => Refusal.Conflict("key.decides", "Only people decide on reports; no key has the scope review.write."),
        _ when request.Scopes.Except(Scopes).Any() => Refusal.Invalid("key.scope-unknown", $"scopes: each one of {string.Join(", ", Scopes)}."),
        { Days: < 1 or > MostDays } => Refusal.Invalid("key.days-invalid", $"days: 1 to {MostDays}."),
        _ => Outcome.Of(new ApiKeyIssued(key, account.Id, request.Scopes, now.AddDays(request.Days))),
    };

    public static Outcome DecideRevoke(bool mayKeep, SessionRow? key, Guid account) => key switch
    {
        _ when !mayKeep => AccountStore.NotKeeper,
        null or { Scopes: null } => Refusal.NotFound("key.unknown", "The account has no such key."),
        _ when key.Account != account => Refusal.NotFound("key.unknown", "The account has no such key."),
        { EndedAt: not null } => Outcome.NothingToDo,
        _ => Outcome.Of(new ApiKeyRevoked(key.Id, account)),
    };

    private static async Task<IResult> Issue(Guid id, IssueApiKeyRequest request, Command call, Access access, AccountStore store, CancellationToken ct)
    {
        var key = Guid.NewGuid();
        var (mayKeep, account, separate) = await store.Read(async s =>
        {
            var found = await AccountStore.Find(s, id);
            return (await AccountStore.May(s, access, Actions.AccountChange, id), found, found is not null && await IsSeparate(s, found.Person, access.Day));
        });
        var outcome = DecideIssue(mayKeep, account, separate, request, key, call.At);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var secret = SessionSecret.OfKey();
        var row = new SessionRow
        {
            SecretHash = SessionSecret.HashOf(secret), Id = key, Account = id, Person = account!.Person, OpenedAt = call.At, SeenAt = call.At,
            EndsAt = call.At.AddDays(request.Days), KeyName = request.Name, Scopes = string.Join(' ', request.Scopes),
        };
        await store.Append(call, key, 0, outcome.Events, Made(View(row)), async s =>
        {
            await AccountStore.Change(s, account, account);
            await SessionRows.Insert(s, row);
        }, ct);
        return Made(View(row) with { Key = secret }).ToResult();
    }

    private static Task<IResult> List(Guid id, Access access, AccountStore store) => store.Read(async s =>
        await AccountStore.MayNotRead(s, access, id) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Ok((await SessionRows.KeysOf(s, id)).ConvertAll(View)));

    private static async Task<IResult> Revoke(
        Guid id, Guid key, Command call, Access access, AccountStore store, TimeProvider clock, CancellationToken ct)
    {
        var (mayKeep, row) = await store.Read(async s => (
            await AccountStore.May(s, access, Actions.AccountChange, id), await SessionRows.Find(s, key)));
        var outcome = DecideRevoke(mayKeep, row, id);
        if (outcome.Refusal is { } refusal) return refusal.ToProblem();

        var answer = Answer.Ok(View(row! with { EndedAt = row.EndedAt ?? call.At }));
        await store.Append(call, key, 1, outcome.Events, answer, s => SessionRows.End(s, key, clock), ct);
        return answer.ToResult();
    }

    /// <summary>Whether a person is, or is going to be, one of the three administrators.</summary>
    public static Task<bool> IsSeparate(Session session, Guid person, DateOnly day) => session.Scalar<bool>(
        $"select exists (select 1 from post where person = @person and (last_day is null or last_day >= @day) and role {session.In("roles")})",
        new { person, day, roles = PostRoles.Separate.ToArray() });

    private static Answer Made(ApiKeyView view) => Answer.Created($"/api/accounts/{view.Account}/keys/{view.Id}", view);

    private static ApiKeyView View(SessionRow row) => new(
        row.Id, row.Account!.Value, row.KeyName ?? "", row.Scopes!.Split(' '), row.EndsAt, row.SeenAt == row.OpenedAt ? null : row.SeenAt,
        row.EndedAt is not null);
}
