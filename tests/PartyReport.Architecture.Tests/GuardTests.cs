namespace PartyReport.Architecture.Tests;

/// <summary>Every guard, seen red on a tree with the fault that it is there for, and green on a sound one.</summary>
public sealed class GuardTests : IDisposable
{
    private const string Module = "services/Review/PartyReport.Review/PartyReport.Review.csproj";
    private const string Verify = "services/Archive/PartyReport.Verify/PartyReport.Verify.csproj";
    private const string Contracts = "contracts/PartyReport.Contracts/PartyReport.Contracts.csproj";
    private readonly string _root = System.IO.Directory.CreateTempSubdirectory("partyreport-tree-").FullName;

    private static readonly Dictionary<string, Func<Tree, IEnumerable<string>>> Guards = new()
    {
        ["modules"] = References.Modules, ["contracts"] = References.Contracts, ["verifier"] = References.Verifier,
        ["packages"] = References.Packages, ["tables"] = References.Tables, ["folders"] = Style.Folders, ["sizes"] = Style.Sizes,
        ["programs"] = Style.Programs, ["pragmas"] = Style.Pragmas, ["root"] = Style.Root, ["places"] = Style.Places,
    };

    public static TheoryData<string> Names => [.. Guards.Keys];

    public static TheoryData<string, string, string> Faults => new()
    {
        { "modules", Module, Reference(@"..\..\Drafting\PartyReport.Drafting\PartyReport.Drafting.csproj") },
        { "modules", Module, Project("""<Reference Include="PartyReport.Drafting" />""") },
        { "contracts", Contracts, Project("""<PackageReference Include="Dapper" />""") },
        { "verifier", Verify, Reference("../../../" + Contracts) },
        { "verifier", Verify, Project("""<Compile Include="../PartyReport.Archive/Tiles.cs" />""") },
        { "verifier", "services/Archive/PartyReport.Verify/Cli.cs", "using PartyReport.Archive;" },
        { "verifier", Module, Reference("../../Archive/PartyReport.Verify/PartyReport.Verify.csproj") },
        { "packages", "Directory.Packages.props", Project("""<PackageVersion Include="MassTransit.RabbitMQ" Version="9.0.1" />""") },
        { "packages", "Directory.Packages.props", Project("""<PackageVersion Include="MassTransit" Version="10.0.0" />""") },
        { "tables", "services/Review/PartyReport.Review/Peek.cs", "const string Sql = \"select 1 from report where id = @id\";" },
        { "tables", "services/Review/PartyReport.Review/Peek.cs", "const string Sql = \"from review r\\n    join report on 1 = 1\";" },
        { "folders", "services/Review/PartyReport.Review/Handlers/A.cs", "" },
        { "folders", "tests/PartyReport.Review.Tests/Common/A.cs", "" },
        { "sizes", "services/Review/PartyReport.Review/Long.cs", new string('\n', 251) },
        { "sizes", "contracts/PartyReport.Contracts/Long.cs", new string('\n', 251) },
        { "programs", "services/Review/PartyReport.Review.Host/Program.cs", new string('\n', 30) },
        { "programs", "services/AllInOne/Program.cs", new string('\n', 60) },
        { "pragmas", "services/Review/PartyReport.Review/A.cs", "#pragma warning disable CA1000\n" },
        { "root", "PLAN.md", "" },
        { "root", "TestResults/a.trx", "" },
        { "places", "deploy/NuGet.md", "https://api.nu" + "get.org/v3/index.json" },
        { "places", "services/Review/PartyReport.Review/A.cs", "// see /wo" + "rk/shared" },
    };

    [Theory, MemberData(nameof(Faults))]
    public void A_guard_sees_its_fault(string guard, string file, string text)
    {
        Sound();

        Write(file, text);

        Guards[guard](new Tree(_root)).ShouldNotBeEmpty();
    }

    [Theory, MemberData(nameof(Names))]
    public void A_guard_lets_a_sound_tree_pass(string guard)
    {
        Sound();

        Guards[guard](new Tree(_root)).ShouldBeEmpty();
    }

    public void Dispose() => System.IO.Directory.Delete(_root, recursive: true);

    private void Sound()
    {
        Write("README.md", "# Sound");
        Write("Directory.Packages.props", Project("""<PackageVersion Include="MassTransit" Version="[8.5.1]" />"""));
        Write(Contracts, Project(""));
        Write("services/Drafting/PartyReport.Drafting/PartyReport.Drafting.csproj", Project(""));
        Write("services/Drafting/PartyReport.Drafting/Storage/Sqlite/0001.sql", "create table report (id text);");
        Write(Module, Project("""<ProjectReference Include="..\..\Shared\PartyReport.Hosting\PartyReport.Hosting.csproj" />"""));
        Write("services/Review/PartyReport.Review/Storage/Sqlite/0001.sql", "create table review (id text);");
        Write("services/Review/PartyReport.Review/Reviews.cs", "// reads from reports\nconst string Sql = \"select 1 from review\";");
        Write("services/Review/PartyReport.Review/Quiet.cs", "#pragma warning disable CA1000 // because\n");
        Write(Verify, Project("""<PackageReference Include="NSec.Cryptography" />"""));
        Write("services/Archive/PartyReport.Verify/Cli.cs", "namespace PartyReport.Verify;");
        Write("services/Review/PartyReport.Review.Host/Program.cs", new string('\n', 29));
        Write("services/AllInOne/PartyReport.AllInOne.csproj", Project(
            """<ProjectReference Include="../Archive/PartyReport.Verify/PartyReport.Verify.csproj" ReferenceOutputAssembly="false" />"""));
        Write("services/AllInOne/Program.cs", new string('\n', 59));
    }

    private void Write(string file, string text)
    {
        var path = Path.Combine(_root, file);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static string Reference(string project) => Project($"""<ProjectReference Include="{project}" />""");

    private static string Project(string items) => $"<Project><ItemGroup>{items}</ItemGroup></Project>";
}
