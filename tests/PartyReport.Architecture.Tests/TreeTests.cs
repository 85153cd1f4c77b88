namespace PartyReport.Architecture.Tests;

public sealed class TreeTests
{
    [Fact]
    public void The_tree_is_the_repository()
    {
        Tree.Here.Has("contracts/PartyReport.Contracts/EventCatalog.cs").ShouldBeTrue();
    }

    [Fact]
    public void A_module_refers_to_contracts_and_shared_and_to_no_other_module() => References.Modules(Tree.Here).ShouldBeEmpty();

    [Fact]
    public void Contracts_refers_to_nothing() => References.Contracts(Tree.Here).ShouldBeEmpty();

    [Fact]
    public void The_verifier_shares_no_code() => References.Verifier(Tree.Here).ShouldBeEmpty();

    [Fact]
    public void MassTransit_stays_below_version_nine() => References.Packages(Tree.Here).ShouldBeEmpty();

    [Fact]
    public void No_module_names_the_tables_of_another() => References.Tables(Tree.Here).ShouldBeEmpty();

    [Fact]
    public void No_folder_is_named_after_a_pattern() => Style.Folders(Tree.Here).ShouldBeEmpty();

    [Fact]
    public void No_file_is_longer_than_250_lines() => Style.Sizes(Tree.Here).ShouldBeEmpty();

    [Fact]
    public void Hosts_only_compose() => Style.Programs(Tree.Here).ShouldBeEmpty();

    [Fact]
    public void A_silenced_warning_says_why() => Style.Pragmas(Tree.Here).ShouldBeEmpty();

    [Fact]
    public void The_root_stays_clean() => Style.Root(Tree.Here).ShouldBeEmpty();

    [Fact]
    public void No_text_names_a_machine() => Style.Places(Tree.Here).ShouldBeEmpty();
}
