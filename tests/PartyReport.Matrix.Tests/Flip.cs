using System.Reflection;
using PartyReport.Hosting;

namespace PartyReport.Matrix.Tests;

/// <summary>Turns one rule of the table round, until disposed. The product has no switch for it.</summary>
internal sealed class Flip : IDisposable
{
    private static readonly Dictionary<string, Rule[]> Table = (Dictionary<string, Rule[]>)typeof(Rules)
        .GetField("ByAction", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;

    private readonly Rule _rule;
    private readonly int _index;

    public Flip(Rule rule)
    {
        (_rule, _index) = (rule, Array.IndexOf(Table[rule.Action], rule));
        Table[rule.Action][_index] = rule with { Allows = !rule.Allows };
    }

    public void Dispose() => Table[_rule.Action][_index] = _rule;
}
