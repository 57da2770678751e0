# 咨询工具：近看、定格标注、留存的照片。

tools = 工具
tool-close = 关闭
tool-close-look = 近看细节
tool-freeze = 定格标注
tool-stills = 照片
