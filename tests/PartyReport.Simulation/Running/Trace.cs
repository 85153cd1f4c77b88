using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace PartyReport.Simulation;

/// <summary>What happened in a run, line by line. Off it costs nothing: the lines are not even formatted.</summary>
internal sealed class Trace(Timeline time, bool on)
{
    private readonly List<string> _lines = [];

    public bool On => on;
    public IReadOnlyList<string> Lines => _lines;

    public void Add([InterpolatedStringHandlerArgument("")] ref Line line)
    {
        if (on) _lines.Add(string.Create(CultureInfo.InvariantCulture, $"{time.Ms / 1000.0,9:0.000}  {line.Text}"));
    }

    /// <summary>One number for all lines: two runs that did the same have the same.</summary>
    public ulong Digest()
    {
        var hash = 14695981039346656037UL;
        foreach (var c in _lines.SelectMany(l => l)) hash = (hash ^ c) * 1099511628211UL;
        return hash;
    }

    [InterpolatedStringHandler]
    public readonly ref struct Line
    {
        private readonly StringBuilder? _text;

        public Line(int literals, int holes, Trace trace, out bool wanted)
        {
            _text = trace.On ? new StringBuilder(literals + 16 * holes) : null;
            wanted = trace.On;
        }

        public string Text => _text?.ToString() ?? "";

        public void AppendLiteral(string text) => _text!.Append(text);

        public void AppendFormatted<T>(T value) => _text!.Append(CultureInfo.InvariantCulture, $"{value}");
    }
}
