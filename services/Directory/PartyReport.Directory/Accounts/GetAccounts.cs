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
        accounts.MapGet("/", List).WithName("GetAccounts").Does(Actions.AccountRead).Produces<List<AccountView>>();
        accounts.MapGet("/{id:guid}", One).WithName("GetAccount").Does(Actions.AccountRead).Produces<AccountView>().ProducesProblem(StatusCodes.Status404NotFound);
    }

    /// <param name="after">Name of the last account of the page before; absent for the first page.</param>
    /// <param name="limit">1–500 accounts; 500 when absent.</param>
    private static Task<IResult> List(Access access, AccountStore store, string? after = null, int limit = MaxPage) =>
        store.Read(async s =>
        {
            if (await AccountStore.MayNotRead(s, access) is { } refusal) return refusal.ToProblem();
            if (!PlainText.IsClean(after)) return PlainText.NotClean("after").ToProblem();
            return TypedResults.Ok((await AccountStore.Page(s, after ?? "", Math.Clamp(limit, 1, MaxPage))).ConvertAll(a => a.ToView()));
        });

    private static Task<IResult> One(Guid id, Access access, AccountStore store, HttpContext context) => store.Read(async s =>
    {
        if (await AccountStore.MayNotRead(s, access, id) is { } refusal) return refusal.ToProblem();
        if (await AccountStore.Find(s, id) is not { } account) return AccountStore.Unknown.ToProblem();
        context.Response.Headers.ETag = account.ETag;
        return TypedResults.Ok(account.ToView());
    });
}
