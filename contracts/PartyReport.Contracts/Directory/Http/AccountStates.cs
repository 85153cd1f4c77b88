namespace PartyReport.Contracts.Directory.Http;

/// <summary>States of an account.</summary>
public static class AccountStates
{
    /// <summary>Its password was set by an administrator and must be changed first.</summary>
    public const string Initial = "initial";

    /// <summary>In use.</summary>
    public const string Enabled = "enabled";

    /// <summary>Nobody signs in with it.</summary>
    public const string Disabled = "disabled";
}
