using System.Globalization;

namespace PartyReport.Eventing;

/// <summary>
/// A place in a log, compared in the order generation, transaction, position. SQLite has transaction 0 and position is commit order.
/// </summary>
public readonly record struct Cursor(long Generation, long Xid, long Position) : IComparable<Cursor>
{
    /// <summary>Before the first event of every log.</summary>
    public static readonly Cursor Start;

    public int CompareTo(Cursor other) => (Generation, Xid, Position).CompareTo((other.Generation, other.Xid, other.Position));

    public static bool operator <(Cursor left, Cursor right) => left.CompareTo(right) < 0;
    public static bool operator >(Cursor left, Cursor right) => left.CompareTo(right) > 0;
    public static bool operator <=(Cursor left, Cursor right) => left.CompareTo(right) <= 0;
    public static bool operator >=(Cursor left, Cursor right) => left.CompareTo(right) >= 0;

    /// <summary>Reads what <see cref="ToString"/> writes; null when a text is no cursor.</summary>
    public static Cursor? Parse(string? text)
    {
        var parts = text?.Split('/').Select(p => long.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : -1).ToList();
        return parts is [>= 0, >= 0, >= 0] ? new Cursor(parts[0], parts[1], parts[2]) : null;
    }

    public override string ToString() => $"{Generation}/{Xid}/{Position}";
}
