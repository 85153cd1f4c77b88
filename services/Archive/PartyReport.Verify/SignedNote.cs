using System.Buffers;
using System.Text;

namespace PartyReport.Verify;

// c2sp.org/signed-note: the text is used only when a signature of the known key verifies.
internal sealed class SignedNote(string file, byte[] note)
{
    // The specification asks for a limit of at least 16.
    private const int MostSignatures = 100;

    public byte[] Open(VerifierKey key)
    {
        CheckCharacters();
        // "The text is separated from the signatures by the last empty line in the note."
        var split = note.AsSpan().LastIndexOf("\n\n"u8);
        if (split < 0) throw Fault(note.Length, "no empty line before the signatures");

        var text = note[..(split + 1)];
        var verified = false;
        foreach (var line in SignatureLines(split + 2)) verified |= IsVerified(line, text, key);
        return verified ? text : throw Fault(split + 2, $"no signature of the key {key.Name}+{key.Id:x8}");
    }

    private void CheckCharacters()
    {
        for (var offset = 0; offset < note.Length;)
        {
            if (Rune.DecodeFromUtf8(note.AsSpan(offset), out var rune, out var length) != OperationStatus.Done)
                throw Fault(offset, "not valid UTF-8");
            if (rune.Value < ' ' && rune.Value != '\n') throw Fault(offset, "a control character");
            offset += length;
        }

        if (note is not [.., (byte)'\n']) throw Fault(note.Length, "no newline at the end");
    }

    private List<SignatureLine> SignatureLines(int offset)
    {
        List<SignatureLine> lines = [];
        while (offset < note.Length)
        {
            if (lines.Count == MostSignatures) throw Fault(offset, $"more than {MostSignatures} signatures");
            var length = note.AsSpan(offset).IndexOf((byte)'\n');
            lines.Add(SignatureLine.Parse(note.AsSpan(offset, length), offset) ?? throw Fault(offset, "not a signature line"));
            offset += length + 1;
        }

        return lines;
    }

    private bool IsVerified(SignatureLine line, byte[] text, VerifierKey key)
    {
        // "Verifiers MUST ignore signatures from unknown keys, even if they share a name or ID (but not both) with a known key."
        if (line.KeyName != key.Name || line.KeyId != key.Id) return false;
        return key.Verifies(text, line.Signature) ? true : throw Fault(line.Offset, "the signature is not of this text");
    }

    private InvalidLog Fault(long offset, string reason) => new(file, offset, reason);
}
