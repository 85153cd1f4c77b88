using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PartyReport.Directory.Accounts;

/// <summary>Codes of six digits that change every 30 seconds (RFC 6238 with SHA-1, which is what devices make).</summary>
internal static class TimeCodes
{
    public const int KeyBytes = 20;
    private const int StepSeconds = 30, Digits = 1_000_000;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The step that a code is right for: this one, or the one before or after, for clocks that differ. Null: for none of them.</summary>
    /// <param name="after">Steps up to this one were used already.</param>
    public static long? StepOf(byte[] key, string? code, DateTimeOffset now, long after)
    {
        if (code is not { Length: 6 }) return null;
        var current = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        // All of them, whichever is right.
        for (var step = current - 1; step <= current + 1; step++)
            if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(CodeAt(key, step)), Encoding.UTF8.GetBytes(code)) && step > after)
                found ??= step;
        return found;
    }

    public static string Code(byte[] key, DateTimeOffset now) => CodeAt(key, now.ToUnixTimeSeconds() / StepSeconds);

    public static string ToBase32(byte[] key)
    {
        var (text, bits, count) = (new StringBuilder(), 0, 0);
        foreach (var b in key)
        {
            (bits, count) = ((bits << 8) | b, count + 8);
            for (; count >= 5; count -= 5) text.Append(Base32[(bits >> (count - 5)) & 31]);
            bits &= (1 << count) - 1;
        }
        return count == 0 ? text.ToString() : text.Append(Base32[(bits << (5 - count)) & 31]).ToString();
    }

#pragma warning disable CA5350 // SHA-1 as a keyed hash: RFC 6238, and no device makes other codes.
    private static string CodeAt(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        var hash = HMACSHA1.HashData(key, counter);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15, 4)) & int.MaxValue;
        return (number % Digits).ToString("D6", CultureInfo.InvariantCulture);
    }
#pragma warning restore CA5350
}
