using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace PartyReport.Hosting;

/// <summary>Nothing that must be taken down is answered before it is: not a denial, and not what is read from outside.</summary>
internal sealed class AccessMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ModuleName>() is { } module && context.Features.Get<Access>() is { } access
            && context.RequestServices.GetKeyedService<AccessJournal>(module.Name) is { } journal)
            context.Response.OnStarting(() => access.WorthNoting is []
                ? Task.CompletedTask
                : journal.Note(access.Person, access.WorthNoting, context.RequestAborted));
        return next(context);
    }
}
