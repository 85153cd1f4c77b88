using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using PartyReport.Eventing;

namespace PartyReport.Hosting;

/// <summary>What the person who asks may do, today. A handler takes it as a parameter and asks it before anything else.</summary>
public sealed class Access(Guid person, DateOnly day)
{
    private readonly List<Judgement> _worthNoting = [];
    private (Session Session, Standing Standing)? _known;

    /// <summary>The day of the request.</summary>
    public DateOnly Day => day;

    /// <summary>Who asks.</summary>
    public Guid Person => person;

    /// <summary>What was decided in this request and must not be forgotten: what was denied, and reading that is noted.</summary>
    internal IReadOnlyList<Judgement> WorthNoting => _worthNoting;

    /// <summary>Whether the action is allowed, by the service's own copy of the organisation.</summary>
    public async Task<Verdict> May(Session session, string action, Target target)
    {
        var verdict = Authority.Allow(await Standing(session), action, target);
        var judgement = new Judgement(verdict, target.Id);
        if ((!verdict.Allowed || verdict.Rule.IsNoted) && !_worthNoting.Contains(judgement)) _worthNoting.Add(judgement);
        return verdict;
    }

    /// <summary>The same for an action that has no object.</summary>
    public Task<Verdict> May(Session session, string action) => May(session, action, Target.None);

    /// <summary>Posts that the person holds today.</summary>
    public async Task<Standing> Standing(Session session)
    {
        // Another session is another snapshot, as when a lost race is decided again.
        if (_known is not { } known || known.Session != session)
            _known = known = (session, await Hosting.Standing.Of(session, person, day));
        return known.Standing;
    }

    /// <summary>Hands it, made by the middleware, to the endpoint.</summary>
    public static ValueTask<Access?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<Access?>(context.Features.GetRequiredFeature<Access>());
}

/// <summary>What was decided about one object.</summary>
internal sealed record Judgement(Verdict Verdict, Guid? Object);
