using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography.X509Certificates;
using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Contracts.Drafting;
using PartyReport.Contracts.Drafting.Http;
using PartyReport.Contracts.Review.Http;

[assembly: AssemblyFixture(typeof(PartyReport.Web.Tests.Product))]

namespace PartyReport.Web.Tests;

/// <summary>The whole product as one process, started as a newcomer starts it. Each test has a report of its own.</summary>
public sealed class Product : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private string _folder = null!, _verifierKey = null!;
    private Process _process = null!;
    private X509Certificate2? _authority;

    public const string Sample = "2026年度述职报告\n一、履职情况\n（一）压实责任。\n一是坚持集体研究。\n二是带头调研。\n二、存在的问题\n（一）办法不多。\n一是缺少分类指导。\n三、下一步打算\n（一）健全机制。\n一是制定清单。\n";

    public Uri Address { get; private set; } = null!;

    /// <summary>What the verifier says of a proof, run as outsiders run it: with the log's key and nothing else.</summary>
    public async Task<string> Verify(string proof)
    {
        var mine = new DirectoryInfo(AppContext.BaseDirectory);
        var dll = Path.Combine(mine.Parent!.Parent!.FullName, "PartyReport.Verify", mine.Name, "PartyReport.Verify.dll");
        using var verifier = Process.Start(new ProcessStartInfo(Dotnet, [dll, "proof", proof, "--key", _verifierKey]) { RedirectStandardOutput = true })!;
        return await verifier.StandardOutput.ReadToEndAsync(Ct);
    }

    private static CancellationToken Ct => TestContext.Current.CancellationToken;
    private static string Dotnet => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet"));

    /// <summary>A product that runs already and that somebody else stops.</summary>
    /// <param name="authority">Signed its certificate.</param>
    /// <param name="verifierKey">File with the key of its log.</param>
    public static Product At(Uri address, X509Certificate2 authority, string verifierKey) =>
        new() { Address = address, _authority = authority, _verifierKey = verifierKey };

    public async ValueTask InitializeAsync()
    {
        _folder = System.IO.Directory.CreateTempSubdirectory("partyreport-web-").FullName;
        _verifierKey = Path.Combine(_folder, "archive", "log.vkey");
        var mine = new DirectoryInfo(AppContext.BaseDirectory);
        var dll = Path.Combine(mine.Parent!.Parent!.FullName, "PartyReport.AllInOne", mine.Name, "PartyReport.AllInOne.dll");
        _process = Process.Start(new ProcessStartInfo(Dotnet, [dll, "--data", _folder, "--port", "0"]) { RedirectStandardOutput = true })!;
        var first = await _process.StandardOutput.ReadLineAsync(CancellationToken.None).AsTask().WaitAsync(Patience);
        Address = new Uri(first!.Split(' ')[^1]);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        System.IO.Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A person with a session.</summary>
    public async Task<Person> SignIn(Guid person, string language = "zh-CN")
    {
        var someone = new Person(Address, person, language, _authority);
        await someone.SignIn();
        return someone;
    }

    /// <summary>A report in a cycle of its own, with one revision.</summary>
    public async Task<Guid> Report(string text = Sample)
    {
        using var clerk = await SignIn(DemoCounty.Clerk);
        // Drafting learns of units and posts from the directory's events, which a first start has just recorded.
        var cycle = await Until("drafting to know the clerk", () => clerk.TryApi<CycleView>(HttpMethod.Post, "/api/cycles", new OpenCycleRequest(
            2026, "2026年度述职评议考核", new DateTimeOffset(2099, 12, 31, 23, 59, 59, TimeSpan.FromHours(8)), [],
            [
                new Stage("单位党组审核", PostRoles.Member, StageRelations.Own, StageRules.Any),
                new Stage("县直机关工委审核", PostRoles.Reviewer, StageRelations.Above, StageRules.Any),
            ], [DemoCounty.ReportingUnit])));
        using var helper = await SignIn(DemoCounty.Helper);
        var report = await Until("drafting to know the helper", () => helper.TryApi<ReportView>(
            HttpMethod.Post, "/api/reports", new StartReportRequest(cycle.Id, DemoCounty.ReportingUnit)));
        await helper.Import(report.Id, text);
        return report.Id;
    }

    /// <summary>Every page of the product with somebody who may open it.</summary>
    public async Task<IReadOnlyList<(Guid Reader, string Path)>> EveryPage()
    {
        var (report, draft) = (await Submitted(), await Report());
        using var helper = await SignIn(DemoCounty.Helper);
        var (block, cycle) = ((await helper.Block(draft, "带头调研")).Id, (await helper.Report(draft)).Cycle);
        return
        [
            .. new[]
            {
                "/", "/reports", "/reviews", "/cycles", $"/cycles/{cycle}", "/units", "/units?search=qh", "/units?search=zzzz",
                $"/units/{DemoCounty.ReportingUnit}", $"/people/{DemoCounty.Secretary}",
                $"/reports/{report}", $"/reports/{report}/revisions/1", $"/reports/{report}/compare", $"/reports/{report}/trail", $"/reviews/{report}",
                $"/reviews/{report}/decision/approve", $"/reviews/{report}/decision/return",
            }.Select(path => (DemoCounty.Member, path)),
            .. new[] { $"/reports/{draft}", $"/reports/{draft}/blocks/{block}/edit", $"/reports/{draft}/text", $"/reports/{draft}/submission" }
                .Select(path => (DemoCounty.Secretary, path)),
            (DemoCounty.Clerk, "/"), (DemoCounty.Clerk, "/cycles/new"), (DemoCounty.Auditor, $"/reports/{report}/trail"),
        ];
    }

    /// <summary>An account with an initial password: those of the demo county have none.</summary>
    public async Task<(string Name, string Password)> Account()
    {
        using var administrator = await SignIn(DemoCounty.Administrator);
        using var keeper = await SignIn(DemoCounty.SecurityAdministrator);
        var person = await administrator.Api<PersonView>(HttpMethod.Post, "/api/people", new AddPersonRequest("新来的人"));
        var account = await keeper.Api<AccountView>(HttpMethod.Post, "/api/accounts", new OpenAccountRequest(person.Id, $"{Guid.NewGuid():N}"));
        return (account.Name, account.InitialPassword!);
    }

    /// <summary>A report that waits for the member's decision.</summary>
    public async Task<Guid> Submitted(string text = Sample)
    {
        var report = await Report(text);
        using var secretary = await SignIn(DemoCounty.Secretary);
        await secretary.Api<SubmissionView>(HttpMethod.Post, $"/api/reports/{report}/submission", new SubmitForReviewRequest(1));
        await Opened(report, 1);
        return report;
    }

    /// <summary>Waits until a stage of the newest round is open.</summary>
    public async Task Opened(Guid report, int stage, int round = 1)
    {
        using var secretary = await SignIn(DemoCounty.Secretary);
        await Until($"stage {stage} of round {round} to open", async () =>
            await secretary.TryApi<ReviewView>(HttpMethod.Get, $"/api/reviews/{report}") is { } r && r.Stage == stage && r.Round == round ? r : null);
    }

    /// <summary>Asks again until what others do in the background is done.</summary>
    public static async Task<T> Until<T>(string what, Func<Task<T?>> probe) where T : class
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(Patience);
        try
        {
            while (true)
            {
                if (await probe() is { } found) return found;
                await timer.WaitForNextTickAsync(limit.Token);
            }
        }
        catch (OperationCanceledException) when (!Ct.IsCancellationRequested)
        {
            throw new TimeoutException($"Gave up waiting for {what}.");
        }
    }
}
