using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Xml.Linq;

namespace PartyReport.Architecture.Tests;

/// <summary>The files of the repository, or of a small tree made for a test.</summary>
internal sealed class Tree(string root)
{
    private static readonly string[] Built = ["artifacts", "bin", "obj", ".git"];
    private readonly Lazy<IReadOnlyList<string>> _files = new(() =>
        System.IO.Directory.Exists(Path.Combine(root, ".git")) || File.Exists(Path.Combine(root, ".git")) ? Listed(root) : Found(root));

    /// <summary>This repository.</summary>
    public static Tree Here { get; } = new(Up(AppContext.BaseDirectory) ?? Up(ThisFile())
        ?? throw new InvalidOperationException("The repository was not found: no global.json beside Directory.Packages.props above."));

    /// <summary>Paths below the root, with forward slashes: everything but what the build makes.</summary>
    public IReadOnlyList<string> Files => _files.Value;

    /// <summary>Names of the modules: folders of services that hold a project of the same name.</summary>
    public IEnumerable<string> Modules => Files.Select(f => f.Split('/'))
        .Where(p => p is ["services", var name, var project, var file] && project == $"PartyReport.{name}" && file == project + ".csproj")
        .Select(p => p[1]);

    public IEnumerable<string> Projects => Files.Where(f => f.EndsWith(".csproj", StringComparison.Ordinal));

    public IEnumerable<string> Below(string folder, params string[] endings) =>
        Files.Where(f => f.StartsWith(folder + "/", StringComparison.Ordinal) && endings.Any(e => f.EndsWith(e, StringComparison.Ordinal)));

    public string Text(string file) => File.ReadAllText(Path.Combine(root, file));

    public string[] Lines(string file) => File.ReadAllLines(Path.Combine(root, file));

    public byte[] Bytes(string file) => File.ReadAllBytes(Path.Combine(root, file));

    public bool Has(string file) => Files.Contains(file);

    /// <summary>Elements of a project, of one name.</summary>
    public IEnumerable<XElement> Items(string project, string name) => XDocument.Parse(Text(project)).Descendants(name);

    /// <summary>Names of the projects that a project refers to.</summary>
    public IEnumerable<string> References(string project) => Items(project, "ProjectReference")
        .Select(r => Path.GetFileNameWithoutExtension(((string?)r.Attribute("Include") ?? "").Replace('\\', '/')));

    // The build's output may lie outside the repository; its source never does.
    private static string ThisFile([CallerFilePath] string path = "") => path;

    private static string? Up(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "global.json")) && File.Exists(Path.Combine(at.FullName, "Directory.Packages.props")))
                return at.FullName;
        return null;
    }

    // New files that are not ignored count too, so that a fault is seen before it is committed.
    private static List<string> Listed(string root)
    {
        using var git = Process.Start(new ProcessStartInfo("git", ["-C", root, "ls-files", "-z", "-co", "--exclude-standard"])
        {
            RedirectStandardOutput = true,
        })!;
        var paths = git.StandardOutput.ReadToEnd().Split('\0', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        return git.ExitCode == 0
            ? [.. paths.Where(p => File.Exists(Path.Combine(root, p))).Order(StringComparer.Ordinal)]
            : throw new InvalidOperationException("git could not list the files of the repository.");
    }

    private static List<string> Found(string root) =>
        [.. System.IO.Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(root, f).Replace('\\', '/'))
            .Where(f => !f.Split('/').Intersect(Built).Any()).Order(StringComparer.Ordinal)];
}
