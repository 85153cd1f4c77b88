using System.Text.RegularExpressions;

namespace PartyReport.Architecture.Tests;

/// <summary>Who may refer to whom. Each rule answers with its faults, one line each.</summary>
internal static partial class References
{
    public static readonly string[] OfModules = ["PartyReport.Contracts", "PartyReport.Eventing", "PartyReport.Hosting"];

    private static readonly string[] AnyReference = ["PackageReference", "ProjectReference", "FrameworkReference", "Reference"];
    private static readonly string[] SharedCode = ["ProjectReference", "Reference", "Compile"];

    public static IEnumerable<string> Modules(Tree tree) =>
        from module in tree.Modules
        let project = $"services/{module}/PartyReport.{module}/PartyReport.{module}.csproj"
        from reference in tree.References(project)
            .Concat(tree.Items(project, "Reference").Select(r => (string?)r.Attribute("Include") ?? ""))
        where !OfModules.Contains(reference)
        select $"{module} refers to {reference}";

    public static IEnumerable<string> Contracts(Tree tree) =>
        from project in tree.Projects.Where(p => p.EndsWith("/PartyReport.Contracts.csproj", StringComparison.Ordinal))
        from item in AnyReference
        from reference in tree.Items(project, item)
        select $"Contracts has a {item}: {(string?)reference.Attribute("Include")}";

    /// <summary>The verifier shares nothing with what it verifies, or a bug of the writer would be believed.</summary>
    public static IEnumerable<string> Verifier(Tree tree)
    {
        const string Folder = "services/Archive/PartyReport.Verify";
        var own = from project in tree.Below(Folder, ".csproj")
                  from item in SharedCode
                  from reference in tree.Items(project, item)
                  select $"the verifier has a {item}: {(string?)reference.Attribute("Include")}";
        var used = from file in tree.Below(Folder, ".cs")
                   where OtherNamespace().IsMatch(tree.Text(file))
                   select $"{file} names another project";
        var users = from project in tree.Projects
                    where !project.Contains("PartyReport.Verify", StringComparison.Ordinal)
                    from reference in tree.Items(project, "ProjectReference")
                    where ((string?)reference.Attribute("Include") ?? "").EndsWith("PartyReport.Verify.csproj", StringComparison.Ordinal)
                    where (string?)reference.Attribute("ReferenceOutputAssembly") != "false"
                    select $"{project} uses the verifier's types";
        return [.. own, .. used, .. users];
    }

    public static IEnumerable<string> Packages(Tree tree) =>
        from package in tree.Items("Directory.Packages.props", "PackageVersion")
        let id = (string?)package.Attribute("Include") ?? ""
        where id.StartsWith("MassTransit", StringComparison.OrdinalIgnoreCase)
        let version = (string?)package.Attribute("Version") ?? ""
        where !BelowNine().IsMatch(version)
        select $"{id} {version}: from version 9 on it is commercial";

    /// <summary>A module's tables are its own: nobody else's statements name them.</summary>
    public static IEnumerable<string> Tables(Tree tree)
    {
        var modules = tree.Modules.ToList();
        var declared = modules.Append("Shared").ToDictionary(m => m, m => tree.Below($"services/{m}", ".sql")
            .SelectMany(f => CreateTable().Matches(tree.Text(f)).Select(t => t.Groups[1].Value.ToLowerInvariant())).ToHashSet());
        return from owner in modules
               from table in declared[owner].Except(declared["Shared"])
               from other in modules.Where(o => o != owner && !declared[o].Contains(table))
               from file in tree.Below($"services/{other}", ".cs", ".sql")
               where Regex.IsMatch(tree.Text(file), $@"\b(from|join|into|update|table|delete from)\s+""?{table}\b", RegexOptions.IgnoreCase)
               select $"{file} names the table {table} of {owner}";
    }

    [GeneratedRegex(@"\bPartyReport\.(?!Verify\b)[A-Z]\w*\s*(;|\.)")]
    private static partial Regex OtherNamespace();

    [GeneratedRegex(@"^\[?[1-8]\.")]
    private static partial Regex BelowNine();

    [GeneratedRegex(@"create\s+(?:virtual\s+)?table\s+(?:if\s+not\s+exists\s+)?""?(\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex CreateTable();
}
