using System.Text;

namespace PartyReport.Architecture.Tests;

/// <summary>What the tree looks like. Each rule answers with its faults, one line each.</summary>
internal static class Style
{
    private static readonly string[] BannedFolders =
        ["Commands", "Handlers", "Interfaces", "Dtos", "Helpers", "Utils", "Common", "Core"];

    private static readonly string[] RootFiles =
    [
        "README.md", "PartyReport.sln", "docker-compose.yml", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "global.json",
        "BannedSymbols.txt",
    ];

    private static readonly string[] RootFolders = ["services", "gateway", "contracts", "deploy", "tests", "artifacts"];

    // Written in two parts, or this file would be its own fault.
    private static readonly string[] Machines =
        ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", @"C:\Us" + "ers", "api.nu" + "get.org", "/tm" + "p/bash"];

    private static readonly string[] Texts =
    [
        ".cs", ".csproj", ".props", ".targets", ".json", ".sql", ".md", ".yml", ".yaml", ".txt", ".razor", ".sh", ".sln", ".editorconfig",
        "/run",
    ];

    public static IEnumerable<string> Folders(Tree tree) =>
        from file in tree.Files
        where file.StartsWith("services/", StringComparison.Ordinal) || file.StartsWith("tests/", StringComparison.Ordinal)
        from folder in file.Split('/')[..^1]
        where BannedFolders.Contains(folder)
        select $"{file}: a folder is named after what it does for the business, not {folder}";

    public static IEnumerable<string> Sizes(Tree tree) =>
        from file in tree.Files
        where file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".sql", StringComparison.Ordinal)
        let lines = tree.Lines(file).Length
        where lines > 250
        select $"{file} has {lines} lines; at 250 split it by behaviour";

    public static IEnumerable<string> Programs(Tree tree) =>
        from file in tree.Files
        where Path.GetFileName(file) == "Program.cs" && !file.StartsWith("tests/", StringComparison.Ordinal)
        let composes = file.Contains("/AllInOne/", StringComparison.Ordinal) || file.StartsWith("gateway/", StringComparison.Ordinal)
        let limit = composes ? 60 : 30
        let lines = tree.Lines(file).Length
        where lines >= limit
        select $"{file} has {lines} lines; below {limit} is allowed";

    public static IEnumerable<string> Pragmas(Tree tree) =>
        from file in tree.Files
        where file.EndsWith(".cs", StringComparison.Ordinal)
        from line in tree.Lines(file)
        where line.TrimStart().StartsWith("#pragma warning disable", StringComparison.Ordinal) && !line.Contains("//", StringComparison.Ordinal)
        select $"{file}: {line.Trim()} without saying why";

    public static IEnumerable<string> Root(Tree tree) =>
        (from file in tree.Files
         let first = file.Split('/')[0]
         where !first.StartsWith('.') && !(file.Contains('/') ? RootFolders.Contains(first) : RootFiles.Contains(file) || IsBuildFile(file))
         select $"{first} does not belong at the root").Distinct();

    public static IEnumerable<string> Places(Tree tree) =>
        from file in tree.Files
        where Texts.Any(t => file.EndsWith(t, StringComparison.Ordinal))
        let text = Encoding.UTF8.GetString(tree.Bytes(file))
        from machine in Machines
        where text.Contains(machine, StringComparison.OrdinalIgnoreCase)
        select $"{file} names {machine}";

    private static bool IsBuildFile(string file) => file.StartsWith("Directory.", StringComparison.Ordinal)
        && (file.EndsWith(".props", StringComparison.Ordinal) || file.EndsWith(".targets", StringComparison.Ordinal));
}
