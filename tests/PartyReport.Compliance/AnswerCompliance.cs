using System.Text;
using PartyReport.Eventing;

namespace PartyReport.Compliance;

/// <summary>The stored answers of commands.</summary>
public abstract class AnswerCompliance : EventLogCompliance
{
    private static readonly StoredAnswer Full = new()
    {
        RequestHash = [0, 1, 254, 255], Status = 201, Location = "/api/报告/1", ETag = "\"1-🙂\"",
        Body = Encoding.UTF8.GetBytes("{\"文\":\"　🙂\"}\0"),
    };

    [Fact]
    public async Task An_answer_comes_back_byte_for_byte()
    {
        await Log.Commit(new CommandKey("甲", "键-🙂"), Full, [], Note(1), Ct);

        var found = await Log.FindAnswer(new CommandKey("甲", "键-🙂"));

        found.ShouldBeEquivalentTo(Full);
    }

    [Fact]
    public async Task An_answer_without_address_and_body_comes_back_without_them()
    {
        var bare = new StoredAnswer { RequestHash = [1], Status = 204 };
        await Log.Commit(new CommandKey("a", "k"), bare, [], Note(1), Ct);

        var found = await Log.FindAnswer(new CommandKey("a", "k"));

        found.ShouldBeEquivalentTo(bare);
    }

    [Fact]
    public async Task A_key_belongs_to_its_actor_and_to_its_exact_letters()
    {
        await Log.Commit(new CommandKey("a", "key"), Full, [], Note(1), Ct);

        var others = new[] { new CommandKey("b", "key"), new CommandKey("a", "KEY"), new CommandKey("a", "key "), new CommandKey("a", "") };

        foreach (var other in others) (await Log.FindAnswer(other)).ShouldBeNull();
    }

    [Fact]
    public async Task The_same_command_twice_loses_the_race_and_keeps_nothing()
    {
        await Commit("1", Note(1), Event(Id(1), 1));

        await Should.ThrowAsync<LostRaceException>(() => Commit("1", Note(2), Event(Id(1), 2)));

        (await Stream(Id(1))).Count.ShouldBe(1);
        (await Notes()).ShouldBe([1]);
    }

    [Fact]
    public async Task A_clash_inside_the_read_model_is_not_taken_for_a_lost_race()
    {
        await Commit("1", Note(1));

        var error = await Should.ThrowAsync<Exception>(() => Commit("2", Note(1)));

        error.ShouldNotBeOfType<LostRaceException>();
    }

    [Fact]
    public async Task Of_sixteen_equal_commands_at_once_one_is_done()
    {
        var results = await Task.WhenAll(Enumerable.Range(1, 16).Select(
            i => Task.Run(() => Won(() => Commit("same", Note(i), Event(Id(i), 1))), Ct)));

        results.Count(won => won).ShouldBe(1);
        (await After(Cursor.Start)).Count.ShouldBe(1);
        (await Notes()).Count.ShouldBe(1);
    }

    private static async Task<bool> Won(Func<Task> commit)
    {
        try
        {
            await commit();
            return true;
        }
        catch (LostRaceException)
        {
            return false;
        }
    }
}
