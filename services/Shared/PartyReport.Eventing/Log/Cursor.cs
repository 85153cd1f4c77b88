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

    public override string ToString() => $"{Generation}/{Xid}/{Position}";
}
