namespace PartyReport.Eventing;

/// <summary>A statement and the object whose properties are its parameters.</summary>
public sealed record Statement(string Sql, object Args);
