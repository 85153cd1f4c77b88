using System.Reflection;
using PartyReport.Hosting;

namespace PartyReport.Matrix.Tests;

/// <summary>Turns one rule of the table round, until disposed. The product has no switch for it.</summary>
internal sealed class Flip : IDisposable
{
    private static readonly Dictionary<string, Rule[]> Table = (Dictionary<string, Rule[]>)typeof(Rules)
        .GetField("ByAction", BindingFlags.NonPublic | BindingFlags.Static)!.GetValue(null)!;

    private readonly string _action;
    private readonly Rule[] _rules;

    public Flip(Rule rule)
    {
        (_action, _rules) = (rule.Action, Table[rule.Action]);
        Table[_action] = [.. from r in _rules where r != rule || !OnlyAllows(r) select r == rule ? r with { Allows = !r.Allows } : r];
    }

    public void Dispose() => Table[_action] = _rules;

    // A list can be given units and none be taken from it: a service would fail at such a rule, which is no verdict. Without the rule
    // its units are missing from the list.
    private static bool OnlyAllows(Rule rule) => rule is { Action: Actions.ReportList, Bond: Bond.OwnUnit or Bond.FromAbove };
}
