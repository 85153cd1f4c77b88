namespace PartyReport.Faults.Tests;

/// <summary>The checker is content with a good run and sees each promise broken in a spoilt one.</summary>
public sealed class CheckerTests
{
    private static readonly Evidence Run = Good.Evidence;

    [Fact]
    public async Task A_good_run_is_good() => (await Checker.Check(Run)).ShouldBeEmpty();

    [Fact]
    public void A_good_run_has_something_of_everything()
    {
        Run.History.ShouldContain(a => a.Who == BorderChecks.Outsider);
        foreach (var type in new[] { "review.report-returned", "drafting.report-reopened", "review.report-approved", "archive.report-filed" })
            Run.Events.ShouldContain(e => e.Type == type);
    }

    [Fact]
    public void An_hour_that_ends_in_a_run_is_counted_and_breaks_nothing()
    {
        var hour = Good.First("drafting.cycle-opened") with { Stream = Guid.NewGuid(), Type = "operations.access-counted" };
        var run = Run with { Events = [.. Run.Events, hour, hour with { Version = 2 }, hour with { Publisher = "review" }] };

        StreamChecks.Transitions(run).ShouldBeEmpty();
        ModelChecks.Folds(run).ShouldBeEmpty();
    }

    [Fact]
    public Task An_acknowledged_command_without_its_event_is_lost()
    {
        var gone = Good.First("review.decision-made");

        return Sees(("I1", Harm.Lost), Run with { Events = Run.Events.Without(gone) });
    }

    [Fact]
    public Task An_answer_that_is_not_kept_is_lost() => Sees(("I9", Harm.Lost), Run with { Answers = [.. Run.Answers.Skip(20)] });

    [Fact]
    public Task An_event_without_a_leaf_is_lost() => Sees(("I2", Harm.Lost), Run with { Leaves = Run.Leaves.Without(Run.Leaves[30]) });

    [Fact]
    public Task An_event_with_two_leaves_is_doubled() =>
        Sees(("I2", Harm.Doubled), Run with { Leaves = [.. Run.Leaves, Run.Leaves[30] with { Index = Run.Leaves.Count }] });

    [Fact]
    public Task A_leaf_of_other_bytes_is_unexpected() =>
        Sees(("I2", Harm.Unexpected), Run with { Leaves = Run.Leaves.With(Run.Leaves[30], Run.Leaves[30] with { Digest = "00" }) });

    [Fact]
    public Task A_leaf_of_no_event_is_unexpected() =>
        Sees(("I2", Harm.Unexpected), Run with { Leaves = Run.Leaves.With(Run.Leaves[30], Run.Leaves[30] with { Stream = Guid.NewGuid() }) });

    [Fact]
    public Task Leaves_of_one_stream_in_the_wrong_order_are_unexpected()
    {
        var stream = Good.First("drafting.report-submitted").Stream;
        var (one, two) = (Run.Leaves.First(l => l.Stream == stream && l.Version == 1), Run.Leaves.First(l => l.Stream == stream && l.Version == 2 && l.Publisher == "drafting"));

        return Sees(("I4", Harm.Unexpected), Run with { Leaves = Run.Leaves.With(one, one with { Index = two.Index }).With(two, two with { Index = one.Index }) });
    }

    [Fact]
    public Task A_version_that_is_missing_is_lost() =>
        Sees(("I4", Harm.Lost), Run with { Events = Run.Events.Without(Good.First("drafting.report-revised")) });

    [Fact]
    public Task Swapped_versions_are_an_illegal_step()
    {
        var started = Good.First("drafting.report-started");
        var revised = Run.Events.First(e => e.Stream == started.Stream && e.Version == 2 && e.Publisher == "drafting");

        return Sees(("I5", Harm.Unexpected), Run with
        {
            Events = Run.Events.With(started, started with { Version = 2 }).With(revised, revised with { Version = 1 }),
        });
    }

    [Fact]
    public Task A_decision_of_an_author_is_unexpected()
    {
        var decision = Good.First("review.decision-made");
        var author = Good.First("drafting.report-started").ReadHeaders().Actor;
        var member = decision.Read<Contracts.Review.DecisionMade>().Person.ToString("D");

        return Sees(("I5", Harm.Unexpected), Run with
        {
            Events = Run.Events.With(decision, decision with { Body = decision.Body.Replace(member, author, StringComparison.Ordinal) }),
        });
    }

    [Fact]
    public Task A_forged_approval_is_an_illegal_step()
    {
        var opened = Good.First("review.stage-opened");

        return Sees(("I5", Harm.Unexpected), Run with { Events = Run.Events.With(opened, opened with { Type = "review.report-approved" }) });
    }

    [Fact]
    public Task A_notice_that_is_missing_is_lost() => Sees(("I3", Harm.Lost), Run with { Models = Run.Models.Without(Notice) });

    [Fact]
    public Task A_notice_that_is_there_twice_is_doubled() =>
        Sees(("I3", Harm.Doubled), Run with { Models = [.. Run.Models, Notice with { Key = Guid.NewGuid().ToString("D") }] });

    [Fact]
    public Task A_submission_that_opened_two_reviews_is_doubled()
    {
        var opened = Good.First("review.review-opened");

        return Sees(("I3", Harm.Doubled), Run with { Events = [.. Run.Events, opened with { Stream = Guid.NewGuid() }] });
    }

    [Fact]
    public Task A_return_that_drafting_never_took_up_is_lost() =>
        Sees(("I3", Harm.Lost), Run with { Events = Run.Events.Without(Good.First("drafting.report-reopened")) });

    [Fact]
    public Task A_read_model_that_is_not_the_fold_is_unexpected()
    {
        var report = Run.Models.First(m => m.Table == "report");

        return Sees(("I6", Harm.Unexpected), Run with
        {
            Models = Run.Models.With(report, report with { Value = report.Value.Replace("/approved/", "/draft/", StringComparison.Ordinal) }),
        });
    }

    [Fact]
    public Task A_log_that_got_shorter_is_lost() =>
        Sees(("I7", Harm.Lost), Run with { Sizes = [.. Run.Sizes, Run.Sizes[^1] with { Size = 1 }] });

    [Fact]
    public Task Leaves_that_no_checkpoint_covers_are_lost() => Sees(("I7", Harm.Lost), Run with { Leaves = Run.Leaves.Without(Run.Leaves[^1]) });

    [Fact]
    public Task An_event_put_aside_without_an_alarm_is_unexpected() => Sees(("I8", Harm.Unexpected), Run with { Blocked = [Aside] });

    [Fact]
    public Task An_event_put_aside_is_not_the_baseline() => Sees(("I11", Harm.Lost), Run with { Blocked = [Aside] });

    [Fact]
    public Task A_queue_that_hides_failures_is_unexpected() =>
        Sees(("I8", Harm.Unexpected), Run with { Queues = [.. Run.Queues, new QueueRow("review_error", 0)] });

    [Fact]
    public Task A_command_done_twice_is_doubled()
    {
        var decision = Good.First("review.decision-made");

        return Sees(("I10", Harm.Doubled), Run with { Events = [.. Run.Events, decision with { Stream = Guid.NewGuid() }] });
    }

    [Fact]
    public Task An_event_that_nobody_asked_for_is_unexpected()
    {
        var asked = Run.History.First(a => a.Key is not null);

        return Sees(("I10", Harm.Unexpected), Run with { History = [.. Run.History.Where(a => a.Key != asked.Key)] });
    }

    [Fact]
    public Task A_command_of_which_nobody_ever_knew_is_unexpected()
    {
        var asked = Run.History.First(a => a.Key is not null);

        return Sees(("I10", Harm.Unexpected), Run with { History = [.. Run.History, asked with { Key = "never", Status = null }] });
    }

    [Fact]
    public Task A_subscription_that_lags_is_lost() => Sees(("I11", Harm.Lost), Run with { Mine = Run.Mine.Without(Run.Mine[^1]) });

    [Fact]
    public Task A_queue_that_is_not_empty_is_unexpected() =>
        Sees(("I11", Harm.Unexpected), Run with { Queues = [.. Run.Queues, new QueueRow("archive.log.review.0", 7)] });

    [Fact]
    public Task An_outsider_who_gets_an_answer_is_unexpected()
    {
        var refused = Run.History.First(a => a.Who == BorderChecks.Outsider && a.Path.StartsWith("/api/reports", StringComparison.Ordinal));

        return Sees(("I12", Harm.Unexpected), Run with { History = Run.History.With(refused, refused with { Status = 200 }) });
    }

    [Fact]
    public void Unknown_outcomes_that_were_resolved_are_counted()
    {
        var asked = Run.History.First(a => a.Key is not null);
        var (attempts, acknowledged, recovered) = Checker.Count([asked with { Status = null }, asked, asked with { Key = "other", Status = 503 }]);

        (attempts, acknowledged, recovered).ShouldBe((2, 1, 1));
    }

    private static ModelRow Notice => Run.Models.First(m => m.Table == "notice");

    private static BlockedRow Aside => new("review", "submissions", "drafting", 0, Guid.NewGuid(), 1, 3, Parked: false, "no");

    private static async Task Sees((string, Harm) wanted, Evidence spoilt) => (await Good.Harms(spoilt)).ShouldContain(wanted);
}
