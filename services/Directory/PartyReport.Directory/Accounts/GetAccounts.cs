using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Hosting;

namespace PartyReport.Directory.Accounts;

/// <summary>Accounts, a page at a time in the order of their names.</summary>
internal static class GetAccounts
{
    private const int MaxPage = 500;

    public static void Map(IEndpointRouteBuilder accounts)
    {
        accounts.MapGet("/", List).WithName("GetAccounts").Produces<List<AccountView>>().ProducesProblem(StatusCodes.Status403Forbidden);
        accounts.MapGet("/{id:guid}", One).WithName("GetAccount").Produces<AccountView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="after">Name of the last account of the page before; absent for the first page.</param>
    /// <param name="limit">1–500 accounts; 500 when absent.</param>
    private static Task<IResult> List(Actor actor, AccountStore store, TimeProvider clock, string? after = null, int limit = MaxPage) =>
        store.Read(async s =>
        {
            if (await AccountStore.MayNotRead(s, actor.Person, Day.Of(clock.GetUtcNow())) is { } refusal) return refusal.ToProblem();
            if (!PlainText.IsClean(after)) return PlainText.NotClean("after").ToProblem();
            return TypedResults.Ok((await AccountStore.Page(s, after ?? "", Math.Clamp(limit, 1, MaxPage))).ConvertAll(a => a.ToView()));
        });

    private static Task<IResult> One(Guid id, Actor actor, AccountStore store, TimeProvider clock, HttpContext context) => store.Read(async s =>
    {
        if (await AccountStore.MayNotRead(s, actor.Person, Day.Of(clock.GetUtcNow())) is { } refusal) return refusal.ToProblem();
        if (await AccountStore.Find(s, id) is not { } account) return AccountStore.Unknown.ToProblem();
        context.Response.Headers.ETag = account.ETag;
        return TypedResults.Ok(account.ToView());
    });
}
