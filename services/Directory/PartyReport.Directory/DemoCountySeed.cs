using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using PartyReport.Contracts.Directory;
using PartyReport.Directory.Names;
using PartyReport.Eventing;
using PartyReport.Hosting;

namespace PartyReport.Directory;

/// <summary>
/// An invented county with three levels, so that a newcomer finds people to act as. All of it is one command, recorded in
/// the name of the administrator who comes with it.
/// </summary>
internal sealed class DemoCountySeed(
    [FromKeyedServices(DirectoryModule.Name)] EventLog log, DirectoryStore store, PersonNames names, TimeProvider clock)
{
    private static readonly DateOnly Since = new(2021, 1, 1);

    public async Task Run(CancellationToken ct)
    {
        if (await log.Read(EventLog.Head) != Cursor.Start) return;
        var call = new Command(DemoCounty.Administrator, "demo-county", SHA256.HashData(Encoding.UTF8.GetBytes("demo-county/1")), clock.GetUtcNow());
        try
        {
            await store.Append(call, [.. Events(call)], Answer.Ok(new { }), ct, async session =>
            {
                foreach (var person in People) await names.Insert(session, person.Id, person.Name);
            });
        }
        catch (LostRaceException)
        {
            // Another process that started at the same time has filled it, with the same county.
        }
    }

    private IEnumerable<NewEvent> Events(Command call)
    {
        foreach (var unit in Units) yield return store.First(call, unit.Unit, unit)[0];
        foreach (var person in People)
        {
            yield return store.First(call, person.Id, new PersonAdded(person.Id))[0];
            var post = DemoCounty.Id(0x1000 + person.Id.ToByteArray()[14] * 256 + person.Id.ToByteArray()[15]);
            yield return store.First(call, post, new PostAssigned(post, person.Id, person.Unit, person.Role, person.Title, Since))[0];
        }
    }

    private static Guid Id(int number) => DemoCounty.Id(number);

    private static readonly UnitAdded[] Units =
    [
        new(Id(0x01), "QH", "中共青禾县委", UnitKinds.Committee),
        new(Id(0x11), "QH-ZZB", "中共青禾县委组织部", UnitKinds.Office, Id(0x01)),
        new(Id(0x12), "QH-GW", "中共青禾县委县直机关工作委员会", UnitKinds.Committee, Id(0x01)),
        new(Id(0x13), "QH-JYGW", "中共青禾县委教育工作委员会", UnitKinds.Committee, Id(0x01)),
        new(Id(0x14), "QH-CG", "中共青禾县城关镇委员会", UnitKinds.Committee, Id(0x01)),
        new(Id(0x15), "QH-DAJ", "青禾县档案局", UnitKinds.Office, Id(0x01)),
        new(Id(0x21), "QH-GW-CZJ", "青禾县财政局党组", UnitKinds.Group, Id(0x12)),
        new(Id(0x22), "QH-GW-MZJ", "青禾县民政局党组", UnitKinds.Group, Id(0x12)),
        new(Id(0x23), "QH-GW-SJJ", "青禾县审计局党组", UnitKinds.Group, Id(0x12)),
        new(Id(0x24), "QH-JYGW-YZ", "青禾县第一中学党支部", UnitKinds.Branch, Id(0x13)),
        new(Id(0x25), "QH-JYGW-SX", "青禾县实验小学党支部", UnitKinds.Branch, Id(0x13)),
        new(Id(0x26), "QH-CG-DJ", "城关镇东街社区党支部", UnitKinds.Branch, Id(0x14)),
        new(Id(0x27), "QH-CG-XM", "城关镇西门社区党支部", UnitKinds.Branch, Id(0x14)),
    ];

    private static readonly (Guid Id, string Name, Guid Unit, string Role, string Title)[] People =
    [
        (DemoCounty.Clerk, "林晓雯", Id(0x11), PostRoles.Clerk, "组织科经办人"),
        (DemoCounty.Secretary, "陈志远", Id(0x21), PostRoles.Secretary, "党组书记、局长"),
        (DemoCounty.Helper, "周敏", Id(0x21), PostRoles.Helper, "机关党务干部"),
        (DemoCounty.Member, "何建国", Id(0x21), PostRoles.Member, "党组成员、副局长"),
        (DemoCounty.WorkCommitteeReviewer, "孙丽华", Id(0x12), PostRoles.Reviewer, "县直机关工委组织委员"),
        (DemoCounty.DepartmentReviewer, "赵国强", Id(0x11), PostRoles.Reviewer, "县委组织部副部长"),
        (DemoCounty.Archivist, "吴静", Id(0x15), PostRoles.Archivist, "档案管理员"),
        (DemoCounty.Auditor, "郑安平", Id(0x01), PostRoles.Auditor, "审计员"),
        (DemoCounty.Administrator, "钱伟", Id(0x01), PostRoles.Administrator, "系统管理员"),
        (DemoCounty.SecurityAdministrator, "马晓东", Id(0x01), PostRoles.SecurityAdministrator, "安全管理员"),
        (Id(0x10a), "冯立新", Id(0x22), PostRoles.Secretary, "党组书记、局长"),
        (Id(0x10b), "韩雪梅", Id(0x22), PostRoles.Member, "党组成员、副局长"),
        (Id(0x10c), "曹明亮", Id(0x23), PostRoles.Secretary, "党组书记、局长"),
        (Id(0x10d), "许文博", Id(0x24), PostRoles.Secretary, "支部书记、校长"),
        (Id(0x10e), "沈秀兰", Id(0x26), PostRoles.Secretary, "社区党支部书记"),
    ];
}
