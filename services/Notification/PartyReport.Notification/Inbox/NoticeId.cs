using System.Security.Cryptography;
using System.Text;
using PartyReport.Contracts;

namespace PartyReport.Notification;

/// <summary>Id of a notice. It follows from the event, the person and the kind, so the log itself refuses a second intent.</summary>
internal static class NoticeId
{
    public static Guid Of(Cause source, Guid person, string kind)
    {
        var named = $"{source.Publisher}\n{source.Stream:D}\n{source.Version}\n{person:D}\n{kind}";
        return new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(named)).AsSpan(0, 16), bigEndian: true);
    }
}
