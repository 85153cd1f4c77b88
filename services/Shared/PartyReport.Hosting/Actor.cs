using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace PartyReport.Hosting;

/// <summary>The person who asks. A handler that only reads takes it as a parameter; one that changes takes <see cref="Command"/>.</summary>
public sealed record Actor(Guid Person)
{
    /// <summary>What the gateway says of the person.</summary>
    public TokenClaims Claims { get; init; } = TokenClaims.None;

    /// <summary>Newest event of the directory about the person's posts; null: the token names none.</summary>
    public DirectoryPosition? Directory => DirectoryPosition.Parse(Claims.Directory);

    /// <summary>Hands the actor, made by the middleware, to the endpoint.</summary>
    public static ValueTask<Actor?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<Actor?>(context.Features.GetRequiredFeature<Actor>());
}
