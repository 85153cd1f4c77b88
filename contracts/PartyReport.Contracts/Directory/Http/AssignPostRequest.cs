namespace PartyReport.Contracts.Directory.Http;

/// <summary>Gives a person a post in a unit.</summary>
/// <param name="Person">Holder.</param>
/// <param name="Unit">Unit of the post.</param>
/// <param name="Role">One of <see cref="PostRoles"/>.</param>
/// <param name="Title">1–100 characters.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day, inclusive; absent: open-ended.</param>
public sealed record AssignPostRequest(Guid Person, Guid Unit, string Role, string Title, DateOnly From, DateOnly? To = null);
