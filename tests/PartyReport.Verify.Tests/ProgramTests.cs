using System.Diagnostics;

namespace PartyReport.Verify.Tests;

public sealed class ProgramTests
{
    [Fact]
    public async Task The_program_itself_tells_its_verdict_and_exits_with_it()
    {
        using var log = TestLog.Of(300);
        await ShouldAnswerAsHere(log, exitCode: 0);

        log.Flip("tile/0/001.p/44", 40);

        await ShouldAnswerAsHere(log, exitCode: 1);
    }

    private static async Task ShouldAnswerAsHere(TestLog log, int exitCode)
    {
        var answer = await Start(log);

        answer.ShouldBe(log.Run());
        answer.ExitCode.ShouldBe(exitCode);
    }

    private static async Task<Result> Start(TestLog log)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "PartyReport.Verify.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", program, "log", log.Folder, "--key", TestLog.Signer.VerifierKey])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Result(process.ExitCode, await output, await error);
    }
}
