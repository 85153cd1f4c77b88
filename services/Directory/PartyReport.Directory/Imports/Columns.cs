using System.Globalization;
using PartyReport.Contracts.Directory;
using PartyReport.Hosting;

namespace PartyReport.Directory.Imports;

/// <summary>The columns of a file by their headings, Chinese or English, in any order.</summary>
internal sealed class Columns
{
    public static readonly IReadOnlyList<(string Chinese, string English)> OfUnits =
        [("编码", "code"), ("名称", "name"), ("类别", "kind"), ("上级编码", "parent")];

    public static readonly IReadOnlyList<(string Chinese, string English)> OfPosts =
        [("人员编号", "number"), ("姓名", "name"), ("单位编码", "unit"), ("岗位", "role"), ("职务", "title"), ("开始日期", "from"), ("结束日期", "to")];

    private static readonly Dictionary<string, string> Kinds = new()
    {
        ["党委"] = UnitKinds.Committee, ["工委"] = UnitKinds.Committee, ["工作机构"] = UnitKinds.Office, ["党组"] = UnitKinds.Group,
        ["支部"] = UnitKinds.Branch,
    };

    private static readonly Dictionary<string, string> Roles = new()
    {
        ["书记"] = PostRoles.Secretary, ["党务干部"] = PostRoles.Helper, ["党组成员"] = PostRoles.Member, ["审核员"] = PostRoles.Reviewer,
        ["经办人"] = PostRoles.Clerk, ["档案员"] = PostRoles.Archivist,
    };

    /// <summary>Roles that a file may give. Who keeps the system is appointed one by one.</summary>
    public static IEnumerable<string> ImportedRoles => Roles.Values;

    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy-M-d", "yyyy/M/d", "yyyy.M.d", "yyyy年M月d日"];

    private readonly Dictionary<string, int> _index = [];
    private readonly IReadOnlyList<(string Chinese, string English)> _known;

    private Columns(IReadOnlyList<(string Chinese, string English)> known) => _known = known;

    /// <summary>Reads the heading. A column that is missing, twice there or unknown is a fault of the file.</summary>
    public static Columns Of(SheetRow heading, IReadOnlyList<(string Chinese, string English)> known, Faults faults)
    {
        var columns = new Columns(known);
        for (var i = 0; i < heading.Cells.Length; i++)
        {
            var text = heading.Cells[i];
            if (text.Length == 0) continue;
            if (known.FirstOrDefault(k => k.Chinese == text || k.English.Equals(text, StringComparison.OrdinalIgnoreCase)) is not { English: { } name })
                faults.Add(heading.Line, text, "import.column-unknown", $"Columns are {All(known)}.");
            else if (!columns._index.TryAdd(name, i))
                faults.Add(heading.Line, text, "import.column-twice", "The column is there twice.");
        }
        foreach (var missing in known.Where(k => !columns._index.ContainsKey(k.English) && k.English is not ("from" or "to")))
            faults.Add(heading.Line, missing.Chinese, "import.column-missing", $"Columns are {All(known)}.");
        return columns;
    }

    private static string All(IReadOnlyList<(string Chinese, string English)> known) => string.Join(", ", known.Select(k => $"{k.Chinese} ({k.English})"));

    /// <summary>A cell; empty when the row is shorter or the column is absent.</summary>
    public string Cell(SheetRow row, string name) => _index.TryGetValue(name, out var i) && i < row.Cells.Length ? row.Cells[i] : "";

    /// <summary>A column as the file's users call it.</summary>
    public string Heading(string name) => _known.First(k => k.English == name).Chinese;

    /// <summary>The kind that a cell names, in Chinese or as <see cref="UnitKinds"/> has it; null: none.</summary>
    public static string? Kind(string cell) => Kinds.GetValueOrDefault(cell) ?? UnitKinds.All.FirstOrDefault(k => k == cell);

    /// <summary>The role that a cell names; null: none that a file may give.</summary>
    public static string? Role(string cell) => Roles.GetValueOrDefault(cell) ?? Roles.Values.FirstOrDefault(r => r == cell);

    public static string ChineseKind(string kind) => Kinds.First(k => k.Value == kind).Key;

    public static string ChineseRole(string role) => Roles.FirstOrDefault(r => r.Value == role).Key ?? role;

    /// <summary>A day; null: empty. False: it is none.</summary>
    public static bool TryDay(string cell, out DateOnly? day)
    {
        day = null;
        if (cell.Length == 0) return true;
        if (!DateOnly.TryParseExact(cell, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var found)) return false;
        day = found;
        return true;
    }

    /// <summary>What is wrong with a text of a cell; null: nothing.</summary>
    public static (string Code, string Detail)? TextFault(string cell, int longest) => cell switch
    {
        { Length: 0 } => ("import.cell-missing", "Fill it in."),
        _ when cell.Length > longest => ("import.text-too-long", $"At most {longest} characters."),
        _ when !PlainText.IsClean(cell) => ("text.control-character", "Control characters are not allowed."),
        _ => null,
    };
}
