using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using PartyReport.Directory.Accounts;
using PartyReport.Hosting;

namespace PartyReport.Directory.Sessions;

/// <summary>What the gateway asks, in its own name. A person's token opens none of it.</summary>
internal static class SessionRoutes
{
    /// <summary>The one service that may ask.</summary>
    public const string Gateway = "gateway";

    public static void Map(IEndpointRouteBuilder routes)
    {
        var sessions = routes.MapForService(DirectoryModule.Name, Gateway, "/internal/sessions").AddEndpointFilter(PasswordsBusyException.Told);
        OpenSession.Map(sessions);
        ReadSession.Map(sessions);
        EndSession.Map(sessions);
        FollowEnds.Map(sessions);
        NoteUse.Map(sessions);
        NoteOutOfScope.Map(sessions);
        ChangePassword.Map(sessions);
        AddSecondFactor.Map(sessions);
    }
}
