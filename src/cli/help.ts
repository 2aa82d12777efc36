/** Help by verb. */
export const HELP: Record<string, string> = {
  main: `明账：读懂并校验部门预算、决算公开文本。

用法：mingzhang 命令 [选项]（在本项目目录里：npm run -s mingzhang -- 命令 [选项]）

命令：
  check 文件或文件夹…    校验，列出问题
  annotate 文件          把问题作为批注写进同一份 PDF、Word、Excel 文件
  read 文件              读出表格、事实、数字
  import 文件            把已公开的文本变成编制用的计划
  compile 计划           从一年的计划编制整份公开文本（Word、PDF、网页、Excel、数据包）
  workbook 表样或计划    做一份供填写的编制工作簿（Excel），或把填好的变成计划
  score 绩效记录         给项目自评打分，每个得分写明算式；编写自评报告和自评表
  forms                  已知的表样
  codes 词或编码         查科目编码和名称
  indicators [词…]       查绩效指标库
  serve                  在本机打开网页
  backup --out 文件      把工作区（单位、账号、文本、日志）备份成一个文件
  restore 文件           把备份恢复到空的工作区
  verify                 检查日志是否被改动，公开的文件是否与签名相符
  help                   显示本说明；“mingzhang 命令 --help”显示某个命令的选项

结果写到标准输出，进度和提示写到标准错误。
退出码：0 没有达到 --fail-on 的问题；1 有；2 文件不可用、用法不对或安装失败。`,
  check: `用法：mingzhang check 文件或文件夹… [选项]

校验一份或多份公开文本。给出多份时，还核对它们之间的衔接（如年初结转与上年年末结转）。

  --format text|json|html|xlsx
                            输出格式，默认 text；html 是可单独保存的报告，xlsx 是可传阅、可填处理结果的问题清单
  --out 文件                写入文件而不是标准输出
  --fail-on error|warning|info|never
                            有这一级别及以上的问题时退出码为 1，默认 error
  --jobs N                  同时用 N 个进程（1～64），默认按文件数决定
  --timeout 秒              一份文件最多用多少秒（1～3600，不计等待处理器的时间），默认 60；
                            超过的算不可用`,
  annotate: `用法：mingzhang annotate 文件 --out 新文件 [--fail-on error|warning|info|never]

校验一份 PDF、Word（.docx）或 Excel（.xlsx）文件，把每个问题作为批注加在它所指的文字或单元格上，另存为新文件。
原文件不动；新文件除批注外与原文件相同，扩展名须一致。没有问题时原样复制。

  --out 文件                新文件（必需）
  --fail-on error|warning|info|never
                            有这一级别及以上的问题时退出码为 1，默认 error`,
  read: `用法：mingzhang read 文件 [--format text|json|csv] [--out 文件]

读出一份文本：表格、事实（数字及其含义）、已解释和未解释的数字、受损之处。csv 每行一个事实。`,
  import: `用法：mingzhang import 文件 [--out 计划.yaml] [选项]

把一份已公开的预算或决算文本变成计划：支出明细、项目和绩效指标、采购、车辆等数、上年数、文字。
表中每个数都是明细之和；原文自相矛盾的，改动最少，逐处列出印为多少、取了多少、依据什么。

  --out 文件                计划写入文件，默认写到标准输出
  --year 年度               作为另一年度编制的起点：原文的数作为上年数，明细照搬待改
  --form 表样               所用的表样，默认由文本识别
  --resolutions 文件        未照搬的数写入文件（YAML）`,
  compile: `用法：mingzhang compile 计划… --out 文件夹 [选项]

从一年的计划（.yaml、.json、明账工作簿 .xlsx，或放着 plan.yaml 的文件夹）编制整份公开文本。
计划有错误时逐条说明在哪里、怎样改，不编制。所有表格和文字里的数舍位平衡后处处相等，编完按校验规则自检一遍。
给出多份计划，或一个放着许多计划（或放着 plan.yaml 的文件夹）的文件夹时，各写进 --out 下同名的文件夹；
一份有错误不影响其他各份，最后汇总。退出码：0 都编制好了；1 自检有错误；2 有计划没有编制。

  --out 文件夹              存放文件的文件夹（必需）
  --to docx,pdf,html,xlsx,json
                            只编制这些格式，默认全部；json 是数据包（zip）
  --records 绩效记录        决算里的绩效自评、预算里的绩效目标由它写成（.yaml、.json、绩效工作簿）；计划文件夹里有 performance.yaml 的，
                            不写也用。计划里又写了而不同的，逐格说明
  --form 表样               用这套表样，默认用计划里写的
  --draft                   草稿：缺的文字标为空缺，带“仅供内部审核”水印
  --jobs N                  多份计划时同时用 N 个进程（1～64），默认按处理器数，最多 4
  --explain 文件            把舍位平衡调整过的每个数和原因写成 CSV（只用于一份计划）`,
  workbook: `用法：mingzhang workbook 表样 --out 编制.xlsx
      mingzhang workbook 计划 --out 编制.xlsx|计划.yaml [--form 表样]
      mingzhang workbook --performance targets --organisation 单位名称 --year 年度 --out 目标.xlsx
      mingzhang workbook --performance targets 公开文本 [--year 年度] --out 目标.xlsx
      mingzhang workbook --performance targets|monitoring|evaluation 绩效记录 --out 自评.xlsx
      mingzhang workbook 自评.xlsx --out performance.yaml
      mingzhang workbook --schema [--out 文件]

做一份编制工作簿：给出表样（如 shanxi/budget/2025，见 mingzhang forms）时是空的，给出计划（.yaml、.json、填过的 .xlsx，
或放有 plan.yaml 的文件夹）时填好已有的数。--out 以 .yaml 结尾时，把填好的工作簿变成计划文件。
读不了的格子逐个说明在哪张表、哪一格、怎样改，写到标准错误，退出码为 2。

  --out 文件                .xlsx 或 .yaml
  --form 表样               计划里没有写 form 时用哪一套表样
  --performance 用途        把绩效记录（.yaml、.json、绩效工作簿）做成填报工作簿：targets（或 目标）填绩效目标，monitoring（监控）填支付和进度，
                            evaluation（自评）填完成情况；记录全在里面，填好可直接 score，或变回 .yaml。
                            targets 可以从空表填起，或从公开文本（PDF、Word、文本）带入项目、目标、指标和预算
  --organisation 名称       从空表填起时的单位或部门名称；用公开文本时代替读出的名称
  --year 年度               目标是哪一年的；给出记录或公开文本时，作为另一年的起点，不带执行和自评
  --scope unit|department   从空表填起时的编报范围，默认 department
  --form 表样               绩效目标表按哪一套表样（如 henan/budget/2025）多列哪些栏
  --schema                  输出计划的 JSON Schema，供编辑器补全和检查`,
  score: `用法：mingzhang score 绩效记录 [--format text|json] [--out 文件夹] [选项]
      mingzhang score 公开文本 [--format text|json] [--scheme 计分办法]
      mingzhang score 公开文本或绩效记录 公开文本或绩效记录… [选项]
      mingzhang score 绩效记录 --plan 下年计划 --out 下年计划.yaml
      mingzhang score --schema [--out 文件]

按计分办法给项目自评打分（.yaml、.json、填好的绩效工作簿 .xlsx，或放着 performance.yaml 的文件夹），每个得分写明算式；填报的得分与重算的不同时，逐项说明原因。
给出公开文本（PDF、Word 等）时，读出其中的项目自评，同样重算。还列出监控预警、平均分（算术和按预算加权）、各等级个数、部门整体得分。记录里的错误逐条说明在哪里、怎样改。
给出同一单位的几份（如几年的预算、决算公开）时，连成一份，列出每个项目历年安排多少、花了多少、做到几项、得几分。项目按编码认，没有编码的按名称认；编码相同而改了名称的会说明，不猜。

  --out 文件夹              编写自评报告（一至七部分），附汇总表和每个项目的自评表
  --to docx,pdf,html,xlsx,json
                            只要这些格式，默认全部；json 是数据包（zip）
  --scheme 计分办法         用这种计分办法，默认用记录里写的（forms/cn/scoring）
  --draft                   草稿：带“仅供内部审核”水印
  --plan 下年计划           结果应用：把得分、等级、执行率、没有达到的指标和整改写到下年计划的项目旁（last），--out 是写入的文件；
                            指标值低于上年完成值、中差项目没有整改的会提醒
  --schema                  输出绩效记录的 JSON Schema，供编辑器补全和检查
  --format text|json        得分的输出格式，默认 text

退出码：0 没有错误；1 记录里有错误；2 文件不可用，或有错误而没有编写报告。`,
  forms: `用法：mingzhang forms [--format text|json]

列出已知的表样（地区/种类/年度）及其各表。`,
  codes: `用法：mingzhang codes 词或编码… [--year 年度] [--list 分类] [--format text|json]

按编码、名称、曾用名查科目；查不到时给出最接近的正式名称。`,
  indicators: `用法：mingzhang indicators [词…] [选项]

查绩效指标库：每个指标有指标值的写法、怎样算、数据来源、参考分值和常见毛病。几个词都要符合。没有找到时退出码为 1。

  --kind 类别               只查这一类项目，如 培训、信息系统（--kinds 列出全部类别）
  --level 二级指标          只查这一级，如 数量、经济成本、服务对象满意度
  --framework 2015|2021     一、二级指标按哪种体例：2015 成本在产出之下，2021（默认）成本为一级指标
  --most N                  最多列出几个，默认 20
  --kinds                   列出项目类别和指标数
  --format text|json        输出格式，默认 text`,
  serve: `用法：mingzhang serve [--port 端口]

在本机（127.0.0.1）打开网页：示例文本、上传校验。端口也可以用环境变量 PORT 指定，默认 8640。
工作区（/api/v1）的数据放在 MINGZHANG_DATA 指定的文件夹（默认是本项目的 .mingzhang），或 DATABASE_URL 指定的 PostgreSQL；
第一次打开时建立管理员账号 admin，口令只在这里显示一次。`,
  backup: `用法：mingzhang backup --out 文件

把工作区的全部内容备份成一个文件，PGlite 和 PostgreSQL 通用。工作区默认在本项目的 .mingzhang 文件夹，可用环境变量 MINGZHANG_DATA
指定文件夹，或用 DATABASE_URL 指定 PostgreSQL。用文件夹时须先停止服务；用 PostgreSQL 时不必。备份里有签名私钥，请妥善保管。`,
  restore: `用法：mingzhang restore 文件

把备份恢复到空的工作区（见 mingzhang backup --help），要么全部恢复，要么不动；恢复后自动检查。登录状态不恢复。
换一种数据库也用它：从文件夹搬到 PostgreSQL，或者反过来。`,
  verify: `用法：mingzhang verify [--known 校验值]…

检查日志的每一条是否与前一条相接、有没有改动或删去，公开的每个版本的文件、清单和签名是否相符。有问题时说出第一处，退出码为 1。
末条校验值请另外记下；以后用 --known 给出，日志被整个换掉也能发现。

  --known 校验值            以前 verify 打印过的末条校验值，可以给多个`,
};
