using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using PartyReport.Contracts;

namespace PartyReport.Architecture.Tests;

public sealed class AssemblyTests
{
    // A module without a file beside these tests is a fault of this project's references, so it is not passed over.
    public static TheoryData<string> Modules => [.. Tree.Here.Modules];

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Modules))]
    public void A_module_uses_no_types_of_another(string module)
    {
        StrangersOf(Load(module), References.OfModules).ShouldBeEmpty();
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Modules))]
    public void A_module_has_one_public_type(string module)
    {
        Load(module).GetExportedTypes().Select(t => t.FullName).ShouldBe([$"PartyReport.{module}.{module}Module"]);
    }

    [Theory(SkipTestWithoutData = true), MemberData(nameof(Modules))]
    public void An_event_of_a_module_is_a_sealed_record(string module)
    {
        NoSealedRecords(Load(module)).ShouldBeEmpty();
    }

    [Fact]
    public void An_event_of_contracts_is_a_sealed_record()
    {
        NoSealedRecords(typeof(EventCatalog).Assembly).ShouldBeEmpty();
    }

    [Fact]
    public void Shared_uses_no_types_of_a_module()
    {
        StrangersOf(Assembly.Load("PartyReport.Eventing"), ["PartyReport.Contracts"]).ShouldBeEmpty();
        StrangersOf(Assembly.Load("PartyReport.Hosting"), ["PartyReport.Contracts", "PartyReport.Eventing"]).ShouldBeEmpty();
        StrangersOf(Assembly.Load("PartyReport.Contracts"), []).ShouldBeEmpty();
    }

    // Threads that share one mix up what they seal; each makes its own where it is used.
    [Fact]
    public void No_object_keeps_a_cipher_or_an_unfinished_hash()
    {
        Tree.Here.Modules.Select(Load).Append(Assembly.Load("PartyReport.Eventing")).Append(Assembly.Load("PartyReport.Hosting"))
            .SelectMany(KeepersOfCiphers).ShouldBeEmpty();
    }

    [Fact]
    public void The_guards_of_assemblies_see_a_fault()
    {
        StrangersOf(Assembly.Load("PartyReport.Hosting"), ["PartyReport.Contracts"]).ShouldBe(["PartyReport.Eventing"]);
        NoSealedRecords(typeof(AssemblyTests).Assembly).Order()
            .ShouldBe([typeof(OpenRecord).FullName!, typeof(SealedClass).FullName!]);
        KeepersOfCiphers(typeof(AssemblyTests).Assembly).ShouldBe([typeof(CipherKeeper).FullName!]);
    }

    private static Assembly Load(string module) => Assembly.Load($"PartyReport.{module}");

    private static IEnumerable<string> StrangersOf(Assembly assembly, string[] known) => assembly.GetReferencedAssemblies()
        .Select(a => a.Name!).Where(n => n.StartsWith("PartyReport.", StringComparison.Ordinal)).Except(known);

    private static IEnumerable<string> NoSealedRecords(Assembly assembly) => EventCatalog.In(assembly).Values
        .Where(t => !t.IsSealed || t.GetMethod("<Clone>$") is null).Select(t => t.FullName!);

    private static IEnumerable<string> KeepersOfCiphers(Assembly assembly) =>
        from type in assembly.GetTypes()
        where !type.IsDefined(typeof(CompilerGeneratedAttribute))
        from field in type.GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where Unshared.Any(t => t.IsAssignableFrom(field.FieldType)) && !field.IsDefined(typeof(ThreadStaticAttribute))
        select type.FullName!;

    private static readonly Type[] Unshared =
    [
        typeof(AesGcm), typeof(AesCcm), typeof(ChaCha20Poly1305), typeof(SymmetricAlgorithm), typeof(HashAlgorithm), typeof(IncrementalHash),
    ];

    private sealed record CipherKeeper(AesGcm Cipher);

    [Event("tests.open-record")]
    public record OpenRecord;

    [Event("tests.sealed-class")]
    private sealed class SealedClass;

    [Event("tests.sealed-record")]
    private sealed record SealedRecord;
}
