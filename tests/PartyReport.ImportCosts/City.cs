using System.Globalization;
using System.Text;

namespace PartyReport.ImportCosts;

/// <summary>The files of an invented city: units five levels deep below the demo county, and a person of a Chinese name in each post.</summary>
/// <param name="Letter">Codes of units and numbers of people begin so.</param>
internal sealed record City(int Units, int Posts, int Seed, char Letter = 'D')
{
    private const string Above = "QH", Surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林郑谢罗梁宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤";
    private const string Given = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂玲志华建国文斌海燕春梅红玉云峰宇浩然子轩雨泽欣怡佳琪思远俊鹏晓东立新永康庆丰德胜福生长荣学义振兴世昌光耀成龙金凤翠萍淑珍素琴彩霞美玲惠君雅婷梦瑶诗涵若曦晨曦启航嘉豪一鸣天佑家宁安之";
    private static readonly (string Role, string Title)[] Places = [("书记", "党支部书记"), ("党组成员", "支部委员"), ("党务干部", "党务干事")];

    /// <summary>As an office writes it; a fifth of the units are groups with branches below.</summary>
    public byte[] UnitFile()
    {
        var text = new StringBuilder("编码,名称,类别,上级编码\n");
        for (var i = 0; i < Units; i++)
            text.Append(CultureInfo.InvariantCulture, $"{Code(i)},{NameOf(i)},{(i < 2_000 ? "党委" : i < 20_000 ? "党组" : "支部")},{(i < 20 ? Above : Code(ParentOf(i)))}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    public byte[] PostFile()
    {
#pragma warning disable CA5394 // The same names each time, on purpose.
        var random = new Random(Seed);
        string One(string from) => from[random.Next(from.Length)].ToString();
        var text = new StringBuilder("人员编号,姓名,单位编码,岗位,职务,开始日期,结束日期\n");
        for (var i = 0; i < Posts; i++)
        {
            var name = One(Surnames) + One(Given) + (random.Next(5) == 0 ? "" : One(Given));
            var (role, title) = Places[i / Units % Places.Length];
            text.Append(CultureInfo.InvariantCulture, $"{Letter}{i:D7},{name},{Code(i % Units)},{role},{title},2024-01-01,\n");
        }
#pragma warning restore CA5394
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private string Code(int i) => string.Create(CultureInfo.InvariantCulture, $"{Letter}{i:D6}");

    private static int ParentOf(int i) => i < 200 ? i % 20 : i < 2_000 ? 20 + i % 180 : i < 20_000 ? 200 + i % 1_800 : 2_000 + i % 18_000;

    private static string NameOf(int i) => string.Create(CultureInfo.InvariantCulture, $"中共青禾市第{i:D6}单位{(i < 2_000 ? "委员会" : i < 20_000 ? "党组" : "支部委员会")}");
}
