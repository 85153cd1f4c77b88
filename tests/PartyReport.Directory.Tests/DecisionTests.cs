using PartyReport.Contracts.Directory;
using PartyReport.Contracts.Directory.Http;
using PartyReport.Directory.People;
using PartyReport.Directory.Posts;
using PartyReport.Directory.Units;
using PartyReport.Hosting;

namespace PartyReport.Directory.Tests;

public sealed class DecisionTests
{
    private static readonly Guid Id = Guid.NewGuid();
    private static readonly DateOnly Day = new(2026, 1, 1);
    private static readonly AddUnit.Tree Tree = new(MayAdminister: true, CodeTaken: false, ParentKnown: true, HasRoot: true);
    private static readonly AddUnitRequest Unit = new("A", "单位", UnitKinds.Group, Id);
    private static readonly AssignPostRequest Post = new(Id, Id, PostRoles.Member, "委员", Day);
    private static readonly AssignPost.Known Known = new(true, true, true);
    private static readonly PostRow Held = new()
    {
        Id = Id, Person = Id, Unit = Id, Role = PostRoles.Member, Title = "委员", From = Day, Version = 1,
    };

    [Fact]
    public void A_unit_needs_a_code_a_name_a_kind_and_a_place()
    {
        AddUnit.Decide(Tree, Unit, Id, Day).Events.ShouldBe([new UnitAdded(Id, "A", "单位", UnitKinds.Group, Id)]);
        Code(AddUnit.Decide(Tree with { MayAdminister = false }, Unit, Id, Day)).ShouldBe("directory.not-administrator");
        Code(AddUnit.Decide(Tree, Unit with { Code = "" }, Id, Day)).ShouldBe("unit.code-length");
        Code(AddUnit.Decide(Tree, Unit with { Name = "" }, Id, Day)).ShouldBe("unit.name-length");
        Code(AddUnit.Decide(Tree, Unit with { Kind = "club" }, Id, Day)).ShouldBe("unit.kind-unknown");
        Code(AddUnit.Decide(Tree, Unit with { Parent = null }, Id, Day)).ShouldBe("unit.parent-missing");
        Code(AddUnit.Decide(Tree with { ParentKnown = false }, Unit, Id, Day)).ShouldBe("unit.parent-unknown");
        Code(AddUnit.Decide(Tree with { CodeTaken = true }, Unit, Id, Day)).ShouldBe("unit.code-taken");
        Code(AddUnit.Decide(Tree with { HasRoot = false }, Unit with { Parent = null }, Id, Day)).ShouldBeNull();
    }

    [Fact]
    public void A_persons_name_is_not_in_the_event() =>
        AddPerson.Decide(new(true), new AddPersonRequest("陈志远"), Id).Events.ShouldBe([new PersonAdded(Id)]);

    [Fact]
    public void A_person_needs_a_name_and_an_administrator()
    {
        Code(AddPerson.Decide(new(true), new AddPersonRequest(""), Id)).ShouldBe("person.name-length");
        Code(AddPerson.Decide(new(false), new AddPersonRequest("陈"), Id)).ShouldBe("directory.not-administrator");
    }

    [Fact]
    public void A_number_is_short_nobody_elses_and_not_given_while_an_import_is_written()
    {
        AddPerson.Decide(new(true), new AddPersonRequest("陈", "1001"), Id).Events.ShouldBe([new PersonAdded(Id)]);
        foreach (var number in new[] { "", " 1", "1 ", new string('1', 33) })
            Code(AddPerson.Decide(new(true), new AddPersonRequest("陈", number), Id)).ShouldBe("person.number-invalid", number);
        Code(AddPerson.Decide(new(true), new AddPersonRequest("陈", "1\0"), Id)).ShouldBe("text.control-character");
        Code(AddPerson.Decide(new(true, Importing: true), new AddPersonRequest("陈", "1"), Id)).ShouldBe("directory.import-running");
        Code(AddPerson.Decide(new(true, Importing: true), new AddPersonRequest("陈"), Id)).ShouldBeNull();
        Code(AddPerson.Decide(new(true, NumberTaken: true), new AddPersonRequest("陈", "1"), Id)).ShouldBe("person.number-taken");
    }

    [Fact]
    public void A_person_is_named_otherwise_by_who_saw_the_newest_state_and_never_after_erasure()
    {
        var known = new RenamePerson.Known(true, "陈", 1, []);

        Rename(known).Events.ShouldBe([new PersonRenamed(Id)]);
        Rename(known, name: "陈").ShouldBe(Outcome.NothingToDo);
        Code(Rename(known with { MayAdminister = false })).ShouldBe("directory.not-administrator");
        Code(Rename(known with { Name = null })).ShouldBe("person.unknown");
        Code(Rename(known with { Name = "" })).ShouldBe("person.erased");
        Code(Rename(known, ifMatch: null)).ShouldBe("request.if-match-missing");
        Code(Rename(known with { Recorded = 2 })).ShouldBe("request.stale");
        Code(Rename(known, name: "")).ShouldBe("person.name-length");
    }

    [Fact]
    public void A_post_needs_a_role_a_title_days_a_person_and_a_unit()
    {
        Code(AssignPost.Decide(Known, Post, Id)).ShouldBeNull();
        Code(AssignPost.Decide(Known with { MayAdminister = false }, Post, Id)).ShouldBe("directory.not-administrator");
        Code(AssignPost.Decide(Known, Post with { Role = "king" }, Id)).ShouldBe("post.role-unknown");
        Code(AssignPost.Decide(Known, Post with { Title = "" }, Id)).ShouldBe("post.title-length");
        Code(AssignPost.Decide(Known, Post with { To = Day.AddDays(-1) }, Id)).ShouldBe("post.days-reversed");
        Code(AssignPost.Decide(Known with { Person = false }, Post, Id)).ShouldBe("post.person-unknown");
        Code(AssignPost.Decide(Known with { Unit = false }, Post, Id)).ShouldBe("post.unit-unknown");
    }

    [Fact]
    public void Ending_a_post_needs_the_state_that_the_caller_saw()
    {
        Code(End(Held, null)).ShouldBe("request.if-match-missing");
        Code(End(Held, "\"2\"")).ShouldBe("request.stale");
        Code(End(Held, "\"1\"", Day.AddDays(-1))).ShouldBe("post.days-reversed");
        Code(End(null, "\"1\"")).ShouldBe("post.unknown");
        End(Held, "\"1\"").Events.ShouldBe([new PostEnded(Id, Day, 2)]);
        End(Held with { To = Day }, "\"1\"").ShouldBe(Outcome.NothingToDo);
    }

    [Fact]
    public void A_post_is_not_made_longer_than_its_unit_or_into_another_administration()
    {
        var held = Held with { To = Day };
        Code(EndOf(new EndPost.Known(held, true, UnitClosed: Day.AddDays(5)), "\"1\"", Day.AddDays(5))).ShouldBe("unit.closed");
        EndOf(new EndPost.Known(held, true, UnitClosed: Day.AddDays(5)), "\"1\"", Day.AddDays(4)).Events.Count.ShouldBe(1);
        Code(EndOf(new EndPost.Known(held, true, OtherAdministration: true), "\"1\"", Day.AddDays(4))).ShouldBe("post.administration-separate");
    }

    private static Outcome Rename(RenamePerson.Known known, string name = "陈志", string? ifMatch = "\"1\"") =>
        RenamePerson.Decide(known, new Command(Id, "key", [], DateTimeOffset.UnixEpoch, ifMatch), new RenamePersonRequest(name), Id);

    private static Outcome End(PostRow? post, string? ifMatch, DateOnly? to = null) => EndOf(new EndPost.Known(post, true), ifMatch, to);

    private static Outcome EndOf(EndPost.Known known, string? ifMatch, DateOnly? to = null) => EndPost.Decide(
        known, new Command(Id, "key", [], DateTimeOffset.UnixEpoch, ifMatch), new EndPostRequest(to ?? Day));

    private static string? Code(Outcome outcome) => outcome.Refusal?.Code;
}
